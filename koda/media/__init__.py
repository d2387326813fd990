"""Processing of media files: plain functions over pictures, films and sounds."""
