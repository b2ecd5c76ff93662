"""Where members live (居住楼栋): in which grid of level 5, so that it is seen where a party group is due."""
