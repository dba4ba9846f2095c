"""Whether the server is there."""

from server.contract.entry import Entry

ENTRIES = {
    "GET /healthz": Entry(
        text="进程在运行即为 ok，不查数据库。供监控使用，无须登录。", answer={"status": "ok"}
    ),
    "GET /readyz": Entry(
        text="数据库可用且结构为最新，才算可以办理业务。供负载均衡使用，无须登录。",
        problems=("NOT_READY",),
        answer={"status": "ready"},
    ),
}
