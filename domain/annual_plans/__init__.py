"""Annual plans of organisation life (年度计划): passed, filed above, and their items."""
