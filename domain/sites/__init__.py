"""Project sites (工地、项目部) away from home, which may need a temporary branch."""
