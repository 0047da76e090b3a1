"""Settings, read once from the environment."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What differs from one installation to the next; everything has a default that works on a laptop."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str | None = None
    """External PostgreSQL; without it the one from the wheel runs in `data_dir`."""
    storage_url: str | None = None
    """`s3://key:secret@host:port/bucket?...`; without it photos are kept in `media_dir`."""
    smtp_url: str | None = None
    """`smtp://person:password@host:port?tls=starttls`; without it orders wait and HQ sees why."""
    mail_from: str = "orders@storewalk.example"
    push_contact: str = "mailto:admin@storewalk.example"
    push_proof_minutes: int = 10
    """So long a device may take to prove that it showed a push; then e-mail or the chat group is next."""
    push_allow_loopback: bool = False
    """Only tests set this: a push service on 127.0.0.1 over plain http is accepted."""
    public_url: str = "http://localhost:8000"
    data_dir: Path = Path("var")
    media_dir: Path = Path("media")
    pwa_dir: Path = Path("pwa/dist")
    photo_limit_bytes: int = 15_000_000
    session_days: int = 90
    pool_size: int = 20
    company_name_zh: str = "我的公司"
    company_name_en: str = "My company"


@lru_cache
def settings() -> Settings:
    """Return this process's settings."""
    return Settings()
