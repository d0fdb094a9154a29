"""The chair's and the hall's view in a browser: one process that follows the meeting and cannot write.

Plain HTTP, so it belongs on the venue's own network or the laptop's hotspot, and nowhere else.
"""
