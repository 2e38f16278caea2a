"""The compose file and what stands beside it: the proxy before the web server, and its settings."""

import re
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).resolve().parent.parent.parent
TOLD = (HOME / "docs" / "nginx.conf").read_text()


def services() -> dict[str, Any]:
    composed: dict[str, Any] = yaml.safe_load((HOME / "docker-compose.yml").read_text())
    told: dict[str, Any] = composed["services"]
    return told


def said(name: str) -> list[str]:
    """What nginx is told under `name`, wherever it stands."""
    return re.findall(rf"^\s*{name}\s+([^;{{]+);", TOLD, re.MULTILINE)


def test_nothing_but_the_proxy_is_reached_from_outside() -> None:
    open_ones = {name: each["ports"] for name, each in services().items() if "ports" in each}
    assert open_ones == {"proxy": ["127.0.0.1:${PORT:-8000}:8080"]}


def test_the_proxy_is_a_named_release_and_reads_the_file_that_is_tried() -> None:
    proxy = services()["proxy"]
    assert re.fullmatch(r"nginx:1\.\d+-alpine", proxy["image"])
    assert proxy["volumes"] == ["./docs/nginx.conf:/etc/nginx/nginx.conf:ro"]
    assert (said("listen"), said("server")) == (["8080 default_server"], ["web:8000"])
    assert proxy["depends_on"] == {"web": {"condition": "service_healthy", "restart": True}}


def test_the_proxy_takes_bodies_whole_and_gives_up_the_silent_ones() -> None:
    names = ("proxy_request_buffering", "client_body_timeout", "client_header_timeout")
    assert [said(name) for name in names] == [["on"], ["10s"], ["10s"]]
    assert said("client_max_body_size") == ["12m"]


def test_the_proxy_sends_nothing_twice_and_writes_no_addresses_down() -> None:
    assert (said("proxy_next_upstream"), said("access_log")) == (["off"], ["off"])
    assert said("error_log") == ["stderr crit"]


def test_the_proxy_hands_on_who_asks_and_how_as_it_was_told() -> None:
    headers = dict(each.split(None, 1) for each in said("proxy_set_header"))
    assert headers == {
        "Connection": '""',
        "Host": "$http_host",
        "X-Forwarded-For": "$http_x_forwarded_for",
        "X-Forwarded-Proto": "$http_x_forwarded_proto",
    }
