"""Who may call what: every operation by every kind of caller. What is not here is forbidden to be there.

A cell is the status; ``200/404`` is what the caller's own and what lies below them gives, and what is a
sibling's, a stranger's or nobody's. «ended»: signed out or expired; «new»: must change the first password.
"""

from typing import NamedTuple

_TABLE = """
operation                                        nobody  ended  new  member   administrator
GET /healthz                                     200     200    200  200      200
GET /readyz                                      200     200    200  200      200
GET /metrics                                     200     200    200  200      200
POST /v1/sessions                                401     401    401  401      401
POST /v1/sessions/refresh                        401     401    401  401      401
POST /v1/password/reset                          422     422    422  422      422
DELETE /v1/sessions/current                      401     401    204  204      204
POST /v1/password                                401     401    422  422      422
GET /v1/me                                       401     401    403  200      200
POST /v1/members/{member_id}/reset-code          401     401    403  403      200,409/404
POST /v1/members/{member_id}/second-factor-removal 401   401    403  403      409,409/404
GET /v1/second-factor                            401     401    403  200      200
POST /v1/second-factor                           401     401    403  422      422
POST /v1/second-factor/confirmation              401     401    403  409      409
POST /v1/second-factor/removal                   401     401    403  422      422
GET /v1/organisations/search                     401     401    403  200      200
GET /v1/organisations/{organisation_id}          401     401    403  200/404  200/404
GET /v1/members                                  401     401    403  200/404  200/404
GET /v1/members/{member_id}                      401     401    403  200/404  200/404
POST /v1/members/identity-views                  401     401    403  204      204
GET /v1/transfers                                401     401    403  200      200
GET /v1/transfers/{transfer_id}                  401     401    403  200/404  200/404
GET /v1/deputations                              401     401    403  403      200
GET /v1/figures/{organisation_id}                401     401    403  403      200/404
GET /v1/figures/{organisation_id}/years          401     401    403  403      200/404
GET /v1/figures/{organisation_id}/children       401     401    403  403      200/404
GET /v1/figures/{organisation_id}/course         401     401    403  403      200/404
GET /v1/figures/{organisation_id}/members        401     401    403  403      200/404
PUT /v1/figures/{organisation_id}/targets        401     401    403  403      200/404
GET /v1/sync/hello                               401     401    403  200      200
POST /v1/sync/push                               401     401    403  200      200
POST /v1/sync/pull                               401     401    403  403      200
POST /v1/sync/manifest                           401     401    403  403      200/404
GET /v1/sync/news                                401     401    403  403      409
GET /v1/sync/ops/{op_id}                         401     401    403  200/404  200/404
GET /v1/messages                                 401     401    403  403      200
POST /v1/messages/read                           401     401    403  403      200
GET /v1/own                                      401     401    403  200      403
GET /v1/own/transfers                            401     401    403  200      403
GET /v1/own/transfers/{transfer_id}              401     401    403  200/404  403
GET /v1/own/places                               401     401    403  200      403
POST /v1/own/evaluation                          401     401    403  200      403
POST /v1/own/transfers                           401     401    403  200      403
POST /v1/own/transfers/{transfer_id}/withdrawal  401     401    403  200/404  403
GET /my/assets/{name}                            404     404    404  404      404
GET /my/sign-in                                  200     200    200  200      200
POST /my/sign-in                                 403     403    403  403      403
GET /my/reset                                    200     200    200  200      200
POST /my/reset                                   403     403    403  403      403
POST /my/sign-out                                303     303    303  303      303
GET /my/password                                 303     303    200  200      200
POST /my/password                                303     303    422  422      422
GET /my                                          303     303    303  200      303
GET /my/history                                  303     303    303  200      303
GET /my/transfers/{transfer_id}                  303     303    303  200/404  303
GET /my/transfers/{transfer_id}/withdrawal       303     303    303  200/404  303
POST /my/transfers/{transfer_id}/withdrawal      303     303    303  303/404  303
GET /my/start                                    303     303    303  409      303
POST /my/start                                   303     303    303  422      303
POST /my/start/{name}                            303     303    303  200      303
GET /my/{rest:path}                              404     404    404  404      404
"""


class Cell(NamedTuple):
    inside: frozenset[int]
    outside: frozenset[int]

    @property
    def depends(self) -> bool:
        return self.inside != self.outside


def _cell(text: str) -> Cell:
    inside, _, outside = text.partition("/")
    return Cell(_statuses(inside), _statuses(outside or inside))


def _statuses(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


def _read() -> dict[str, dict[str, Cell]]:
    head, *lines = _TABLE.strip().splitlines()
    columns = head.split()[1:]
    rows = {}
    for line in lines:
        method, path, *cells = line.split()
        rows[f"{method} {path}"] = dict(zip(columns, map(_cell, cells), strict=True))
    return rows


EXPECTED = _read()
