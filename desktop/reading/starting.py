"""Before a transfer is started: who can go at all, and what the rules say to a wish (SPEC R40–R45, R68)."""

from collections.abc import Iterator, Sequence

from desktop.cache import Snapshot
from desktop.clock import Clock
from desktop.destinations import remember_cards
from desktop.predicting import is_for_the_server, predict
from desktop.values import Starter, StartTarget
from desktop.workspace import Workspace
from desktop.world import ClientWorld
from domain.actors import Actor
from domain.commands import StartTransfer
from domain.destinations import Check, Request, evaluate
from domain.instants import china_date
from domain.members import Member, is_counted_graduate
from domain.organisations import Card, Organisation, card_of
from domain.refusals import Refusal, RefusedError
from domain.starting import check_no_open_transfer, check_transferable
from domain.transfers import Side


def read_starters(workspace: Workspace, member_ids: Sequence[str]) -> list[Starter]:
    with workspace.cache.read() as snapshot:
        world, actor = workspace.world(snapshot), workspace.actor(snapshot)
        world.preload(member_ids)
        known = [member for each in member_ids if (member := world.member_if_known(each)) is not None]
        return [_starter(world, member, actor, workspace.clock) for member in known]


def _starter(world: ClientWorld, member: Member, actor: Actor, clock: Clock) -> Starter:
    branch = world.organisation(member.organisation_id)
    return Starter(
        member=member,
        branch=card_of(branch),
        counted=is_counted_graduate(member, branch),
        obstacle=_obstacle(world, member, branch, actor, clock),
    )


def _obstacle(
    world: ClientWorld, member: Member, branch: Organisation, actor: Actor, clock: Clock
) -> Refusal | None:
    """What refuses every transfer of theirs at present, wherever to."""
    try:
        check_no_open_transfer(world.open_transfer_of(member.id))
        check_transferable(member, branch, Side.SOURCE, actor, china_date(clock()))
    except RefusedError as error:
        return error.refusal
    return None


def plan_start(
    workspace: Workspace, wishes: Sequence[StartTransfer], chosen: Sequence[Card]
) -> list[StartTarget]:
    remember_cards(workspace, chosen)
    with workspace.cache.read() as snapshot:
        world = workspace.world(snapshot)
        world.preload(wish.member_id for wish in wishes)
        actor = workspace.actor(snapshot)
        return list(_targets(workspace.clock, snapshot, world, wishes, actor))


def _targets(
    clock: Clock, snapshot: Snapshot, world: ClientWorld, wishes: Sequence[StartTransfer], actor: Actor
) -> Iterator[StartTarget]:
    for wish in wishes:
        refusal, certain = None, True
        try:
            # A transfer that is only thought of goes by the id of its member.
            predict(snapshot, world, wish, wish.member_id, 0, actor, clock())
        except RefusedError as error:
            certain = not is_for_the_server(wish, error)
            refusal = error.refusal if certain else None
        known = world.member_if_known(wish.member_id)
        yield StartTarget(
            member_id=wish.member_id,
            title=known.name if known is not None else "",
            refusal=refusal,
            checks=_checks(world, wish, clock),
            certain=certain,
        )


def _checks(world: ClientWorld, wish: StartTransfer, clock: Clock) -> tuple[Check, ...]:
    """None where member or destination are not known here: then the server alone can tell."""
    try:
        member = world.member(wish.member_id)
        source = card_of(world.organisation(member.organisation_id))
        destination = world.destination(wish.destination_id, wish.destination_name, wish.system)
    except RefusedError:
        return ()
    today = china_date(clock())
    request = Request(member, source, destination, wish.particulars, wish.remark, wish.reason, today)
    return evaluate(wish.kind, request)
