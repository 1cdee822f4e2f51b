"""Stands in for setuptools while pip downloads one pinned source archive; see build_meta."""
