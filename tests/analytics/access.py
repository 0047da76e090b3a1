"""Who is answered what about the company as a whole."""

from tests.riverside import Lines, puts, reads

LINES: Lines = {
    "getOverview": ("401 200 403 403 403 200 200 200", reads("/api/overview")),
    "listParkedJobs": ("401 403 403 403 403 200 200 403", reads("/api/parked-jobs")),
    "retryParkedJob": ("401 403 403 403 403 404 404 403", puts("/api/parked-jobs/{fresh}/retry")),
}
