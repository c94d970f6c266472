"""SID Bantuan: people, letters and aid of a village, verified above, synced over poor lines."""

__version__ = "0.1.0"
