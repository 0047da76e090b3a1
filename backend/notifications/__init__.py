"""What a person is told: the inbox, and the push that repeats it on the screen of the phone."""
