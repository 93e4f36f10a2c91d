"""Read and check the files of an organisation folder."""
