"""Agents and the supervisor: who is at the desk, and what they may do."""
