"""Node houses (党员中心户): a member's house at which the members around meet, reviewed each half-year."""
