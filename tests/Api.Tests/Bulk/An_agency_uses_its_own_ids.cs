using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.OwnIds;
using BudgetCoaching.Application;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using NodaTime;
using Outcome = BudgetCoaching.V1.ImportFactsResponse.OutcomeOneofCase;

namespace BudgetCoaching.Api.Tests.Bulk;

public sealed class An_agency_uses_its_own_ids(RunningService service) : IClassFixture<RunningService>
{
    [Fact]
    public async Task Facts_reach_the_household_and_the_charge_that_its_own_ids_name()
    {
        var first = await Batch.ImportAsync(service, Rows("REACH"));
        var again = await Batch.ImportAsync(service, Rows("REACH"));

        first.Select(a => a.OutcomeCase).Should().OnlyContain(outcome => outcome == Outcome.Accepted);
        again.Select(a => a.Unchanged.Name).Should().Equal(first.Select(a => a.Accepted.Name));
        var household = first[0].Accepted.Name;
        var ledger = await new LedgerService.LedgerServiceClient(service.Channel)
            .GetLedgerAsync(new GetLedgerRequest { Household = household });
        var statement = ledger.Statements.Single();
        statement.PendingReferences.Should().BeEmpty();
        statement.Debts.Single().Outstanding.Capital.Should().Be(Batch.Euro(70));
    }

    [Fact]
    public async Task Its_own_ids_stand_nowhere_in_what_is_stored()
    {
        var household = (await Batch.ImportAsync(service, Rows("OWN")))[0].Accepted.Name;

        var events = await Batch.EventsAsync(service, household);

        events.Should().HaveCount(3);
        events.Should().OnlyContain(
            e => !e.StoredEvent.ToStringUtf8().Contains("OWN-") && !e.StoredMetadata.ToStringUtf8().Contains("OWN-"));
    }

    [Fact]
    public async Task An_own_id_that_is_empty_or_too_long_is_refused()
    {
        var rows = new[] { "external:", "external:" + new string('x', ExternalIds.LengthMax + 1) }.Select((id, i) =>
        {
            var row = Batch.Charge(i + 1, Guid.NewGuid(), Guid.NewGuid());
            row.PostCharge.ChargeId = id;
            return row;
        });

        var answers = await Batch.ImportAsync(service, rows);

        answers.Select(a => (a.Refused.Reason, a.Refused.Field)).Should().Equal(
            ("FIELD_INVALID", "charge_id"), ("FIELD_INVALID", "charge_id"));
    }

    [Fact]
    public async Task Every_id_in_every_kind_of_row_is_replaced()
    {
        var computed = ExternalIds.Open(new MemoryKeyStore(SystemClock.Instance), new AgencyId("test"));
        var ids = new AgencyIds(_ => Task.FromResult(new OpenedIds(computed, AgencyState.Absent)));
        var rows = ImportFactsRequest.Descriptor.Oneofs.Single().Fields;
        foreach (var kind in rows)
        {
            var write = kind.MessageType.Parser.ParseFrom([]);
            var count = FillIds(write);

            await ids.ResolveAsync(write, CancellationToken.None);

            count.Should().BePositive(kind.Name);
            write.ToString().Should().NotContain(AgencyIds.Prefix);
        }
    }

    [Fact]
    public async Task Every_call_that_names_a_household_takes_an_own_id_of_it()
    {
        var computed = ExternalIds.Open(new MemoryKeyStore(SystemClock.Instance), new AgencyId("test"));
        var ids = new AgencyIds(_ => Task.FromResult(new OpenedIds(computed, AgencyState.Absent)));
        var questions = new List<string>();
        foreach (var permission in Permissions.All)
        {
            var field = permission.Request.FindFieldByName("household")
                ?? (permission is { Doing: Doing.Read, Resource.Name: "name" } ? permission.Resource : null);
            if (field is not null)
            {
                var request = permission.Request.Parser.ParseFrom([]);
                field.Accessor.SetValue(request, "households/external:4711");

                await ids.ResolveAsync(request, CancellationToken.None);

                request.ToString().Should().NotContain(AgencyIds.Prefix, permission.Method);
                questions.Add(permission.Request.Name);
            }
        }

        questions.Should().Contain(["ListDisclosuresRequest", "ListConsentsRequest", "GetHouseholdRequest", "GetPlanRequest"]);
    }

    /// <summary>Gives every id field an own id, in parts too; returns how many there are.</summary>
    private static int FillIds(IMessage message)
    {
        var count = 0;
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType == FieldType.String && IsId(field.Name))
            {
                field.Accessor.SetValue(message, (field.Name == "household" ? "households/" : "") + "external:4711");
                count++;
            }
            else if (field.FieldType == FieldType.Message && field.MessageType.File.Package == "budgetcoaching.v1")
            {
                var part = field.MessageType.Parser.ParseFrom([]);
                count += FillIds(part);
                if (field.IsRepeated)
                {
                    ((System.Collections.IList)field.Accessor.GetValue(message)).Add(part);
                }
                else
                {
                    field.Accessor.SetValue(message, part);
                }
            }
        }

        return count;
    }

    private static bool IsId(string field) =>
        field is "household" or "creditor" || (field.EndsWith("_id", StringComparison.Ordinal) && field != "request_id");

    private static ImportFactsRequest[] Rows(string own) =>
    [
        new()
        {
            Row = 1,
            EnrolHousehold = new EnrolHouseholdRequest
            {
                HouseholdId = $"external:{own}-4711", Agency = RunningService.Agency, EnrolmentDate = Batch.Day(1),
            },
        },
        new()
        {
            Row = 2,
            PostCharge = new PostChargeRequest
            {
                Household = $"households/external:{own}-4711", ChargeId = $"external:{own}-2025/0815", Charge = Batch.RentOf(100),
            },
        },
        new()
        {
            Row = 3,
            RecordPayment = new RecordPaymentRequest
            {
                Household = $"households/external:{own}-4711",
                PaymentId = $"external:{own}-P-1",
                Payment = new Payment
                {
                    ValueDate = Batch.Day(6),
                    Creditor = "aler",
                    Amount = Batch.Euro(30),
                    Designation = new Designation
                    {
                        DesignatedBy = DesignatedBy.Debtor, Parts = { new DesignatedPart { TargetId = $"external:{own}-2025/0815" } },
                    },
                },
            },
        },
    ];
}
