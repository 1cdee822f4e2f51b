"""A build back end that knows the metadata of one archive and runs nothing of it.

pip wants the metadata of a source archive even when it only downloads it, and would run the
archive's own build code to get it. Name and version are known beforehand, so they are all it gets.
"""

import os


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    version = os.environ["AP_PYFHEL_VERSION"]
    folder = "pyfhel-%s.dist-info" % version
    os.mkdir(os.path.join(metadata_directory, folder))
    with open(os.path.join(metadata_directory, folder, "METADATA"), "w") as metadata:
        metadata.write("Metadata-Version: 2.1\nName: pyfhel\nVersion: %s\n" % version)
    return folder
