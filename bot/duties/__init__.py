"""What the dispatcher has done in Discord, a module for each kind of job."""
