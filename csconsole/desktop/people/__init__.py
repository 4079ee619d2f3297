"""Who sits at this desk, and what the supervisor has opened there."""
