# How SEAL is found: an installed 4.1 to 4.4, else one built from a pinned source archive into a
# per-user cache. See docs/notes/seal.md.
include(${CMAKE_CURRENT_LIST_DIR}/BuildSeal.cmake)

# Stops with one line that says what to do; the Maven build reads it from the file.
function(ap_fail reason)
  file(WRITE "${CMAKE_BINARY_DIR}/reason.txt" "${reason}\n")
  message(FATAL_ERROR "${reason}")
endfunction()

# Sets AP_SEAL_TARGET and AP_SEAL_ORIGIN for the caller.
function(ap_find_seal)
  file(REMOVE "${CMAKE_BINARY_DIR}/reason.txt")
  # SEAL's package accepts a request for its own minor version alone, so each is asked for.
  foreach(version 4.4 4.3 4.2 4.1)
    find_package(SEAL ${version} CONFIG QUIET)
    if(SEAL_FOUND)
      set(origin "installed, ${SEAL_DIR}")
      break()
    endif()
  endforeach()
  if(NOT SEAL_FOUND)
    if(AP_SEAL STREQUAL "system")
      ap_fail("no SEAL 4.1 to 4.4 is installed where CMake looks: install one, name its folder in CMAKE_PREFIX_PATH, or build without -DAP_SEAL=system")
    endif()
    ap_build_seal(prefix)
    find_package(SEAL ${AP_SEAL_MINOR} CONFIG QUIET PATHS "${prefix}" NO_DEFAULT_PATH)
    if(NOT SEAL_FOUND)
      ap_fail("the SEAL in ${prefix} cannot be used: remove that folder and build again")
    endif()
    # The cached copy must be looked up anew each time: it may have been removed.
    unset(SEAL_DIR CACHE)
    set(origin "built from the source archive of pyfhel ${AP_PYFHEL_VERSION}")
  endif()
  if(TARGET SEAL::seal)
    set(target SEAL::seal)
  else()
    set(target SEAL::seal_shared)
  endif()
  # An imported target is visible only in the folder that found it.
  set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
  set(AP_SEAL_TARGET ${target} PARENT_SCOPE)
  set(AP_SEAL_ORIGIN "${origin}" PARENT_SCOPE)
  message(STATUS "SEAL ${SEAL_VERSION}: ${origin}")
endfunction()
