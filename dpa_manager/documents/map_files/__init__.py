"""Files that a data map leaves the program as: picture, page, tables, linked data, own register."""
