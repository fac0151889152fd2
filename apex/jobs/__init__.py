"""Background work: the queue, the workers' attempts at jobs, what each kind of job does, and the sweeper.

Huey hands ids around; the table `jobs` is the truth. A worker that dies loses its lease, and another takes over.
"""
