using BudgetCoaching.V1;
using Grpc.Core;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Api.Tests.Bulk;

public sealed class A_batch_is_answered_row_by_row(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Rows_of_many_households_are_answered_in_their_order_and_each_household_in_its_own()
    {
        const int households = 40, facts = 10;
        var rows = Rows("order", households, facts).ToList();

        var answers = await Batch.ImportAsync(service, rows);

        answers.Select(a => a.Row).Should().Equal(rows.Select(r => r.Row));
        answers.Should().OnlyContain(a => a.OutcomeCase == Outcome.Accepted);
        answers.Select(a => a.Accepted.Version).Should().Equal(
            Enumerable.Range(1, facts + 1).SelectMany(version => Enumerable.Repeat((long)version, households)));
        (await Batch.EventsAsync(service, Batch.Household("order", 7))).Select(e => e.Event.Fact.FactId).Skip(1).Should().Equal(
            Enumerable.Range(0, facts).Select(n => Batch.Id("order fact 7", n).ToString()));
    }

    [Fact]
    public async Task The_same_rows_again_are_all_unchanged_and_append_nothing()
    {
        var rows = Rows("again", 10, 5).ToList();
        var first = await Batch.ImportAsync(service, rows);
        var before = await Batch.EventsAsync(service, Batch.Household("again", 3));

        var second = await Batch.ImportAsync(service, rows);

        second.Should().OnlyContain(a => a.OutcomeCase == Outcome.Unchanged);
        second.Select(a => a.Unchanged.Name).Should().Equal(first.Select(a => a.Accepted.Name));
        (await Batch.EventsAsync(service, Batch.Household("again", 3))).Should().Equal(before);
        before.Should().HaveCount(6);
    }

    [Fact]
    public async Task A_request_id_alone_makes_a_row_recognisable()
    {
        var household = Batch.Id("request id", 0);
        var row = Batch.Charge(2, household, Guid.Empty);
        (row.PostCharge.ChargeId, row.PostCharge.RequestId) = ("", Batch.Id("request id", 1).ToString());
        ImportFactsRequest[] rows = [Batch.Enrolment(1, household), row];

        var first = await Batch.ImportAsync(service, rows);
        var second = await Batch.ImportAsync(service, rows);

        second[1].Unchanged.Should().Be(first[1].Accepted);
    }

    [Fact]
    public async Task Good_rows_are_recorded_whatever_the_others()
    {
        var (known, unknown) = (Batch.Id("mixed", 0), Batch.Id("mixed", 1));
        var noAmount = Batch.Charge(4, known, Batch.Id("mixed charge", 4));
        noAmount.PostCharge.Charge.Amount = null;
        var badDate = Batch.Charge(5, known, Batch.Id("mixed charge", 5));
        badDate.PostCharge.Charge.DueDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 30 };
        badDate.PostCharge.Charge.Kind = (ChargeKind)77;
        var noCreditor = Batch.Charge(6, known, Batch.Id("mixed charge", 6));
        noCreditor.PostCharge.Charge.Creditor = "nobody";

        var answers = await Batch.ImportAsync(service, [
            Batch.Enrolment(1, known),
            Batch.Charge(2, known, Batch.Id("mixed charge", 2)),
            Batch.Charge(3, unknown, Batch.Id("mixed charge", 3)),
            noAmount,
            badDate,
            noCreditor,
            new ImportFactsRequest { Row = 7 },
            Batch.Charge(8, known, Batch.Id("mixed charge", 2), euro: 101),
            Batch.Charge(9, known, Batch.Id("mixed charge", 9)),
        ]);

        answers.Select(a => a.OutcomeCase).Should().Equal(
            Outcome.Accepted,
            Outcome.Accepted,
            Outcome.Refused,
            Outcome.Refused,
            Outcome.Refused,
            Outcome.Refused,
            Outcome.Refused,
            Outcome.Refused,
            Outcome.Accepted);
        answers.Where(a => a.Refused is not null).Select(a => (a.Row, a.Refused.Reason, a.Refused.Field, a.Refused.Value)).Should().Equal(
            (3, "HOUSEHOLD_NOT_ENROLLED", "", ""),
            (4, "FIELD_INVALID", "charge.amount", ""),
            (5, "FIELD_INVALID", "charge.kind", "77"),
            (6, "CREDITOR_UNKNOWN", "creditor", "nobody"),
            (7, "FIELD_INVALID", "write", ""),
            (8, "FACT_ID_REUSED", "fact", Batch.Id("mixed charge", 2).ToString()));
        answers[4].Refused.MalformedFields.Select(f => (f.Field, f.Value)).Should().Equal(
            ("charge.kind", "77"), ("charge.due_date", "2025-2-30"));
        answers[8].Accepted.Version.Should().Be(3);
    }

    [Fact]
    public async Task A_row_without_any_id_or_beyond_the_size_is_refused_as_a_row()
    {
        var household = Batch.Id("ids", 0);
        var anonymous = Batch.Charge(2, household, Guid.Empty);
        anonymous.PostCharge.ChargeId = "";
        var large = Batch.Charge(3, household, Batch.Id("ids", 3));
        large.PostCharge.Charge.Note = new string('a', Services.BulkService.RowBytesMax);

        var answers = await Batch.ImportAsync(service, [Batch.Enrolment(1, household), anonymous, large]);

        answers.Skip(1).Select(a => (a.Refused.Reason, a.Refused.Field)).Should().Equal(
            ("FIELD_INVALID", "request_id"), ("FIELD_INVALID", "write"));
        (await Batch.EventsAsync(service, Batch.Household("ids"))).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_refused_text_is_never_told_back()
    {
        var household = Batch.Id("texts", 0);
        var row = Batch.Charge(2, household, Guid.Empty);
        row.PostCharge.ChargeId = "Mario Rossi";
        row.PostCharge.Charge.Creditor = "Maria Bianchi";

        var answers = await Batch.ImportAsync(service, [Batch.Enrolment(1, household), row]);

        answers[1].Refused.MalformedFields.Select(f => f.Field).Should().Equal("charge_id", "charge.creditor");
        answers[1].ToString().Should().NotContain("Rossi").And.NotContain("Bianchi");
    }

    [Fact]
    public async Task A_row_is_judged_as_the_same_write_by_itself()
    {
        var household = Batch.Id("alone", 0);
        await Batch.ImportAsync(service, [Batch.Enrolment(1, household)]);
        var row = Batch.Charge(1, household, Batch.Id("alone", 1));
        var ledger = new LedgerService.LedgerServiceClient(service.Channel);

        var alone = await ledger.PostChargeAsync(row.PostCharge, RunningService.Headers);
        var inBatch = (await Batch.ImportAsync(service, [row])).Single();
        var changed = Batch.Charge(1, household, Batch.Id("alone", 1), euro: 5);
        var sendAlone = () => ledger.PostChargeAsync(changed.PostCharge, RunningService.Headers).ResponseAsync;
        var refusedAlone = await sendAlone.Should().ThrowAsync<RpcException>();
        var refusedInBatch = (await Batch.ImportAsync(service, [changed])).Single();

        inBatch.Unchanged.Should().Be(new RecordedRow { Name = alone.Name, Version = alone.Version, Cursor = alone.Cursor });
        refusedInBatch.Refused.Message.Should().Be(refusedAlone.Which.Status.Detail);
    }

    /// <summary>One household after the other in every round: an enrolment each, then a fact each.</summary>
    internal static IEnumerable<ImportFactsRequest> Rows(string seed, int households, int facts)
    {
        long row = 0;
        for (var h = 0; h < households; h++)
        {
            yield return Batch.Enrolment(++row, Batch.Id(seed, h));
        }

        for (var f = 0; f < facts; f++)
        {
            for (var h = 0; h < households; h++)
            {
                yield return Batch.Charge(++row, Batch.Id(seed, h), Batch.Id($"{seed} fact {h}", f), euro: f + 1);
            }
        }
    }
}
