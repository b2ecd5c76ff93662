"""Projects (项目) of organisations, and tasks (任务) that are published with an owner and closed out (亮责消号)."""
