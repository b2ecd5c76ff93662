"""Lectures that are ordered from a menu (菜单), accepted by a lecturer (接单), delivered (送学) and rated (评价)."""
