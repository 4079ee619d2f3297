"""Couriers: whose waybill a number is, whether its check digit is right, where it is followed."""
