"""What organisations make public of their own life (公示), and the themes that they give out for a month (当月主题)."""
