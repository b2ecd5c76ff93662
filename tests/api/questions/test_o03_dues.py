"""O03: dues, their receipts, and the register behind them."""

from __future__ import annotations

from domain.dues.events import dues_id
from tests.api.client import key_of
from tests.api.county import TODAY, County, day
from tests.api.events import event_of
from tests.api.questions.ask import question

MONTH = TODAY.replace(day=1)
THIS_MONTH = {"year": TODAY.year, "fromMonth": TODAY.month, "toMonth": TODAY.month}
FEN = 5_50


async def pay(county: County, member: str, receipt: str | None) -> None:
    """A member's dues of this month, with or without a receipt; answered once it can be asked for."""
    api = county.api
    given = {"memberId": member, "amountFen": FEN, **THIS_MONTH}
    await api.done("duesAssess", branchId=county.branch, **given)
    await api.done("duesPay", "member { id }", paidOn=day(0), **given)
    if receipt is not None:
        payment = await event_of(api, dues_id(key_of(member), TODAY.year), "dues.paid")
        issued = {"memberId": member, "year": TODAY.year, "payment": payment, "receiptNumber": receipt}
        await api.done("duesReceiptIssue", "member { id }", issuedOn=day(0), **issued)


async def test_of_three_payers_two_have_a_receipt(county: County) -> None:
    api, (first, second, third) = county.api, county.members
    await pay(county, first, "2026-1")
    await pay(county, second, "2026-2")
    await pay(county, third, None)
    answer = await api.ask(question("O03-dues-mismatches"), {"first": 10})
    [found] = answer["findings"]["nodes"]
    ledger_id = found.pop("objectId")
    assert found == {
        "kind": "DUES_MISMATCH",
        "measured": 2,
        "allowed": 3,
        "organisation": {"name": "王坊村党支部"},
    }
    ledger = await api.ask(
        "query ($id: ID!) { node(id: $id) { ... on DuesMonth { payers } } }", {"id": ledger_id}
    )
    assert ledger == {"node": {"payers": 3}}
    payment = await event_of(api, dues_id(key_of(third), TODAY.year), "dues.paid")
    again = {"memberId": third, "year": TODAY.year, "payment": payment, "issuedOn": day(0)}
    refused = await api.refused("duesReceiptIssue", receiptNumber="2026-2", **again)
    assert refused == [("RECEIPT_USED", ["receiptNumber"], None)]
    await api.done("duesReceiptIssue", "member { id }", receiptNumber="2026-3", **again)
    twice = await api.refused("duesReceiptIssue", receiptNumber="2026-4", **again)
    assert twice == [("RECEIPT_ISSUED", ["payment"], None)]
    answer = await api.ask(question("O03-dues-mismatches"), {"first": 10})
    assert answer["findings"]["nodes"] == []


async def test_whoever_is_on_the_register_owes_dues(county: County) -> None:
    api, (first, second, third) = county.api, county.members
    for member in (first, second):
        await pay(county, member, None)
    answer = await api.ask(question("O03-dues-mismatches"), {"first": 10})
    amiss = {found["kind"]: found["measured"] for found in answer["findings"]["nodes"]}
    assert amiss == {"DUES_ROSTER_MISMATCH": 1, "DUES_MISMATCH": 0}
    given = {"memberId": third, "branchId": county.branch, "amountFen": FEN, **THIS_MONTH}
    await api.done("duesAssess", "member { id }", **given)
    answer = await api.ask(question("O03-dues-mismatches"), {"first": 10})
    assert [found["kind"] for found in answer["findings"]["nodes"]] == ["DUES_MISMATCH"]
    unpaid = await api.ask(question("O03-unpaid-dues"), {"upTo": day(0), "first": 10})
    assert unpaid["duesCharges"]["nodes"] == [
        {
            "month": MONTH.isoformat(),
            "amountFen": FEN,
            "member": {"displayName": "罗试丙"},
            "branch": {"name": "王坊村党支部"},
        }
    ]
    asked = {"branch": county.branch, "month": MONTH.isoformat()}
    [ledger] = (await api.ask(question("O03-dues-ledger"), asked))["duesMonths"]["nodes"]
    assert len(ledger.pop("charges")["nodes"]) == 3
    assert ledger == {
        "month": MONTH.isoformat(),
        "onRegister": 3,
        "assessed": 3,
        "payers": 2,
        "receipts": 0,
        "assessedFen": 3 * FEN,
        "paidFen": 2 * FEN,
    }


async def test_a_payment_that_was_reversed_is_owed_again(county: County) -> None:
    api, member = county.api, county.members[0]
    await pay(county, member, "2026-9")
    payment = await event_of(api, dues_id(key_of(member), TODAY.year), "dues.paid")
    select = (
        "member { dues(first: 1) { nodes { assessedFen paidFen version"
        " charges(first: 12) { nodes { paidOn receiptNumber } } } } }"
    )
    reversed_ = await api.done(
        "duesPaymentReverse",
        select,
        memberId=member,
        year=TODAY.year,
        payment=payment,
        reason="WRONG_PERSON",
        expectedVersion=3,
    )
    assert reversed_["member"]["dues"]["nodes"] == [
        {
            "assessedFen": FEN,
            "paidFen": 0,
            "version": 4,
            "charges": {"nodes": [{"paidOn": None, "receiptNumber": None}]},
        }
    ]


async def test_who_is_exempt_has_nothing_left_to_pay(county: County) -> None:
    api, (first, second, third) = county.api, county.members
    for member, fen in ((first, 0), (second, 1)):
        given = {"memberId": member, "branchId": county.branch, "amountFen": fen, **THIS_MONTH}
        await api.done("duesAssess", "member { id }", **given)
    await pay(county, third, None)
    unpaid = await api.ask(question("O03-unpaid-dues"), {"upTo": day(0), "first": 10})
    assert [charge["amountFen"] for charge in unpaid["duesCharges"]["nodes"]] == [1]
    settled = await api.ask(
        "{ duesCharges(first: 10, where: { isPaid: true }) { nodes { amountFen paidOn } } }", {}
    )
    owed = {charge["amountFen"]: charge["paidOn"] for charge in settled["duesCharges"]["nodes"]}
    assert owed.keys() == {0, FEN}
    assert owed[0] is None
