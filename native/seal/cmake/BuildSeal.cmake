# SEAL 4.1.2 out of the source archive of the Python package pyfhel, built static into a per-user
# cache that is keyed by everything the result depends on. A folder of the cache appears whole or
# not at all, and is used only while its checksums hold.
set(AP_PYFHEL_VERSION 3.5.0)
set(AP_PYFHEL_SHA256 0375b83b5a83026924f59db25c4efa9f27e1e8a66d004658f4d24195986a04b6)
set(AP_SEAL_VERSION 4.1.2)
set(AP_SEAL_MINOR 4.1)
set(AP_SEAL_OPTIONS
  -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON
  -DCMAKE_INSTALL_LIBDIR=lib -DSEAL_BUILD_DEPS=OFF -DSEAL_USE_MSGSL=OFF -DSEAL_USE_ZLIB=OFF
  -DSEAL_USE_ZSTD=OFF -DSEAL_USE_INTEL_HEXL=OFF -DSEAL_BUILD_EXAMPLES=OFF -DSEAL_BUILD_TESTS=OFF
  -DSEAL_BUILD_BENCH=OFF -DSEAL_BUILD_SEAL_C=OFF)
set(AP_SEAL_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

# The folder of this user's cache.
function(ap_cache_root out)
  if(DEFINED ENV{AP_CACHE} AND NOT "$ENV{AP_CACHE}" STREQUAL "")
    set(root "$ENV{AP_CACHE}")
  elseif(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(root "$ENV{XDG_CACHE_HOME}")
  else()
    set(root "$ENV{HOME}/.cache")
  endif()
  set(${out} "${root}/autoprivacy" PARENT_SCOPE)
endfunction()

# One line for each file below the folder: its SHA-256 and its name.
function(ap_checksums folder out)
  file(GLOB_RECURSE names RELATIVE "${folder}" "${folder}/*")
  list(REMOVE_ITEM names checksums.txt)
  list(SORT names)
  set(text "")
  foreach(name IN LISTS names)
    file(SHA256 "${folder}/${name}" sum)
    string(APPEND text "${sum}  ${name}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(ap_cache_is_whole folder out)
  set(${out} FALSE PARENT_SCOPE)
  if(EXISTS "${folder}/checksums.txt")
    file(READ "${folder}/checksums.txt" recorded)
    ap_checksums("${folder}" actual)
    if(recorded STREQUAL actual)
      set(${out} TRUE PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Makes sure that the cache holds SEAL, and sets out to its folder.
function(ap_build_seal out)
  ap_cache_root(root)
  string(SHA256 key "${AP_PYFHEL_SHA256};${AP_SEAL_OPTIONS};${CMAKE_CXX_COMPILER_ID};${CMAKE_CXX_COMPILER_VERSION};${CMAKE_CXX_FLAGS};${CMAKE_SYSTEM_NAME};${CMAKE_SYSTEM_PROCESSOR}")
  string(SUBSTRING "${key}" 0 12 key)
  set(folder "${root}/seal-${AP_SEAL_VERSION}-${key}")
  set(${out} "${folder}" PARENT_SCOPE)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E make_directory "${root}" RESULT_VARIABLE status ERROR_QUIET)
  if(NOT status EQUAL 0)
    ap_fail("cannot make the folder ${root} for SEAL: make it writable, or name another one in AP_CACHE")
  endif()
  # Two builds at once: the second waits here and then finds what the first has built.
  file(LOCK "${folder}.lock" GUARD FUNCTION TIMEOUT 1800 RESULT_VARIABLE lock)
  if(NOT lock STREQUAL "0")
    ap_fail("cannot lock ${folder}.lock (${lock}): is another build stuck, or the folder not writable? AP_CACHE names another one")
  endif()
  ap_cache_is_whole("${folder}" whole)
  if(whole)
    return()
  endif()
  if(EXISTS "${folder}")
    message(NOTICE "autoprivacy: the SEAL in ${folder} is damaged; building it again")
    file(REMOVE_RECURSE "${folder}")
  endif()
  file(GLOB leftovers "${folder}.part-*")
  if(leftovers)
    file(REMOVE_RECURSE ${leftovers})
  endif()
  string(RANDOM LENGTH 8 nonce)
  set(part "${folder}.part-${nonce}")
  ap_make_seal("${part}" error)
  if(error)
    file(REMOVE_RECURSE "${part}")
    ap_fail("${error}")
  endif()
  ap_checksums("${part}/install" sums)
  file(WRITE "${part}/install/checksums.txt" "${sums}")
  file(RENAME "${part}/install" "${folder}")
  file(REMOVE_RECURSE "${part}")
  message(NOTICE "autoprivacy: SEAL ${AP_SEAL_VERSION} is ready in ${folder}")
endfunction()

# Fetches and builds in a folder of its own; the result is its folder install.
function(ap_make_seal part error)
  set(${error} "" PARENT_SCOPE)
  set(log "${CMAKE_BINARY_DIR}/seal-build.log")
  file(WRITE "${log}" "")
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  message(NOTICE "autoprivacy: SEAL is not installed: fetching its source (seconds), then building it once for this user (about 1 to 2 minutes on ${cores} cores; log: ${log})")
  ap_fetch_archive("${part}/download" problem)
  if(problem)
    set(${error} "${problem}" PARENT_SCOPE)
    return()
  endif()
  set(inside "pyfhel-${AP_PYFHEL_VERSION}/Pyfhel/backend/SEAL")
  file(ARCHIVE_EXTRACT INPUT "${part}/download/pyfhel-${AP_PYFHEL_VERSION}.tar.gz"
    DESTINATION "${part}/source" PATTERNS "${inside}/*")
  message(NOTICE "autoprivacy: building SEAL ${AP_SEAL_VERSION}")
  set(seal "${part}/source/${inside}")
  foreach(step configure build install)
    if(step STREQUAL "configure")
      set(command "${CMAKE_COMMAND}" -S "${seal}" -B "${part}/build" ${AP_SEAL_OPTIONS}
        "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}"
        "-DCMAKE_INSTALL_PREFIX=${part}/install"
        "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS} -ffile-prefix-map=${seal}=SEAL"
        "-DCMAKE_C_FLAGS=-ffile-prefix-map=${seal}=SEAL")
    elseif(step STREQUAL "build")
      set(command "${CMAKE_COMMAND}" --build "${part}/build" --parallel ${cores})
    else()
      set(command "${CMAKE_COMMAND}" --install "${part}/build")
    endif()
    execute_process(COMMAND ${command} RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
    file(APPEND "${log}" "${text}")
    if(NOT status EQUAL 0)
      set(${error} "SEAL ${AP_SEAL_VERSION} does not ${step} with ${CMAKE_CXX_COMPILER}: see ${log}, or install SEAL 4.1 to 4.4" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# pip downloads the archive from whatever index this machine is configured for and checks its hash.
# For a source archive pip also asks the package's build back end for metadata: here it finds
# ours (metadata/setuptools), which answers with constants, so no code of the archive runs.
function(ap_fetch_archive folder problem)
  set(${problem} "" PARENT_SCOPE)
  find_program(AP_PYTHON NAMES python3 python NO_CACHE)
  if(NOT AP_PYTHON)
    set(${problem} "SEAL cannot be fetched without Python's pip: install python3 and pip, or SEAL 4.1 to 4.4" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND "${AP_PYTHON}" -m pip --version RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  if(NOT status EQUAL 0)
    set(${problem} "SEAL cannot be fetched: ${AP_PYTHON} has no pip; install it (python3-pip), or SEAL 4.1 to 4.4" PARENT_SCOPE)
    return()
  endif()
  file(MAKE_DIRECTORY "${folder}")
  file(WRITE "${folder}/requirements.txt" "pyfhel==${AP_PYFHEL_VERSION} --hash=sha256:${AP_PYFHEL_SHA256}\n")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env "PYTHONPATH=${AP_SEAL_CMAKE_DIR}/metadata"
      SETUPTOOLS_USE_DISTUTILS=stdlib PYTHONDONTWRITEBYTECODE=1
      "AP_PYFHEL_VERSION=${AP_PYFHEL_VERSION}"
      "${AP_PYTHON}" -m pip download --disable-pip-version-check --no-input --no-deps
      --no-binary pyfhel --no-build-isolation --ignore-requires-python --require-hashes
      --retries 2 --requirement "${folder}/requirements.txt" --dest "${folder}"
    RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
  file(APPEND "${CMAKE_BINARY_DIR}/seal-build.log" "${text}")
  set(archive "${folder}/pyfhel-${AP_PYFHEL_VERSION}.tar.gz")
  if(NOT status EQUAL 0 OR NOT EXISTS "${archive}")
    set(${problem} "SEAL's source cannot be downloaded (no network?): build again when there is one, or install SEAL 4.1 to 4.4; log: ${CMAKE_BINARY_DIR}/seal-build.log" PARENT_SCOPE)
    return()
  endif()
  file(SHA256 "${archive}" sum)
  if(NOT sum STREQUAL AP_PYFHEL_SHA256)
    set(${problem} "the downloaded archive of SEAL has the wrong SHA-256 ${sum}: do not use it; install SEAL 4.1 to 4.4" PARENT_SCOPE)
  endif()
endfunction()
