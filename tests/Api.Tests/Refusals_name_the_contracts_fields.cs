using System.Reflection;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.V1;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using NodaTime;
using static BudgetCoaching.Api.Tests.Wire;
using CorrectFact = BudgetCoaching.Domain.Households.CorrectFact;
using DateSpan = BudgetCoaching.Domain.DateSpan;
using DomainFact = BudgetCoaching.Domain.Households.HouseholdEvent.Fact;
using HouseholdEvent = BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Tests;

[Collection(Wire_collection.Name)]
public sealed class Refusals_name_the_contracts_fields(RunningService service)
{
    private static readonly Instant Recorded = Instant.FromUtc(2026, 6, 30, 8, 0);
    private static readonly AgencyId Agency = new("test");

    [Fact]
    public void Whatever_a_rule_finds_wrong_in_a_fact_it_names_by_a_path_of_the_contract()
    {
        var found = new HashSet<string>();
        foreach (var fact in EveryFact.OfEveryKind)
        {
            var content = V1.Fact.Descriptor.FindFieldByNumber((int)HouseholdEvents.ToWire(fact).ContentCase);
            Refusal(fact, fact).Should().BeNull(content.Name);
            foreach (var bad in Spoilt(fact, fact.Id).OfType<DomainFact>())
            {
                if (Refusal(fact, bad) is { } refusal)
                {
                    var path = ContractPaths.Of(refusal, $"replacement.{content.Name}").Details.Single(d => d.Name == "field").Value;
                    found.Add(path);
                    Exists(path).Should().BeTrue(path);
                }
            }
        }

        found.Should().HaveCountGreaterThan(80);
        found.Should().Contain([
            "replacement.charge.due_date", "replacement.suspension.period.end_date", "replacement.repayment_plan.acceptance_date",
            "replacement.repayment_plan.covered_charges", "replacement.reversal.payment_id", "replacement.judgement.subject_id",
        ]);
    }

    [Fact]
    public async Task A_rules_refusal_names_the_field_of_the_request()
    {
        var household = await OpenedHousehold.EnrolAsync(service);
        var late = new RecordIncomeRequest
        {
            Household = household.Name,
            Income = new Income { ReceiptDate = Day("2199-01-01"), Amount = Euro(1), Source = V1.IncomeSource.Wages },
        };
        var early = new PlanTerms
        {
            SignatureDate = Day("2025-03-01"),
            Creditor = "aler",
            CoveredCharges = { new V1.CoveredCharge { ChargeId = NewId(), Amount = Euro(100) } },
            EqualInstalments = new EqualInstalments { Count = 2, FirstDueDate = Day("2025-02-01") },
            AcceptanceDate = Day("2025-03-01"),
        };

        var income = await Refused(
            new BudgetService.BudgetServiceClient(service.Channel).RecordIncomeAsync(late, RunningService.Headers),
            StatusCode.FailedPrecondition,
            "DATE_AFTER_RECORDED_DAY");
        var plan = await Refused(
            new PlanService.PlanServiceClient(service.Channel).AgreePlanAsync(
                new AgreePlanRequest { Household = household.Name, Terms = early }, RunningService.Headers),
            StatusCode.InvalidArgument,
            "DATES_OUT_OF_ORDER");

        income.Details[0].Unpack<ErrorInfo>().Metadata["field"].Should().Be("income.receipt_date");
        income.Message.Should().StartWith("income.receipt_date 2199-01-01 is after the recorded day");
        plan.Details[1].Unpack<BadRequest>().FieldViolations.Single().Field.Should().Be("terms.equal_instalments.first_due_date");
    }

    /// <summary>The rules' answer to a correction of the fact by a bad one; null where it names no field.</summary>
    private static Refusal? Refusal(DomainFact fact, DomainFact bad)
    {
        var state = HouseholdState.Fold(HouseholdState.Absent, [
            Entry(1, new HouseholdEvent.HouseholdEnrolled(new HouseholdId(Guid.NewGuid()), Agency, new LocalDate(2020, 1, 1), null)),
            Entry(2, fact),
            Entry(3, new HouseholdEvent.CashCounted(EveryFact.WrongKind, new LocalDate(2026, 1, 1), Money.Zero)),
        ]);
        var command = new CorrectFact(new FactId(Guid.NewGuid()), fact.Id, null, "spoilt", bad);
        var decision = CorrectFact.Decide(state, command, AgencyState.Absent, Today.At(Recorded));
        return decision is Decision<HouseholdEvent>.Refused { Refusal: var no } && no.Details.Any(detail => detail.Name == "field")
            ? no
            : null;
    }

    private static HouseholdEntry Entry(long version, HouseholdEvent happened) =>
        new(version, Recorded + NodaTime.Duration.FromSeconds(version), happened, Origin: null);

    /// <summary>Copies of a record, each with one value in it spoilt, in its parts too.</summary>
    private static IEnumerable<object> Spoilt(object record, FactId id)
    {
        var constructor = record.GetType().GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var values = Array.ConvertAll(parameters, p => record.GetType().GetProperty(p.Name!)!.GetValue(record));
        for (var i = 0; i < values.Length; i++)
        {
            foreach (var bad in Bad(parameters[i].ParameterType, values[i], id).Where(_ => parameters[i].Name != "Id"))
            {
                var copy = (object?[])values.Clone();
                copy[i] = bad;
                yield return constructor.Invoke(copy);
            }
        }
    }

    private static IEnumerable<object?> Bad(Type type, object? value, FactId id)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(LocalDate))
        {
            return [new LocalDate(1800, 1, 1), new LocalDate(2150, 1, 1), new LocalDate(1901, 1, 1)];
        }

        if (plain == typeof(Money))
        {
            return [new Money(-1), Money.Zero, new Money(long.MaxValue / 1000)];
        }

        if (plain == typeof(FactId))
        {
            return [id, EveryFact.WrongKind];
        }

        if (plain.IsEnum)
        {
            return [Enum.ToObject(plain, 99)];
        }

        if (plain == typeof(PersonalText))
        {
            return [null, new PersonalText(new string('x', 3_000))];
        }

        if (plain == typeof(DateSpan))
        {
            var day = new LocalDate(2026, 1, 1);
            return [new DateSpan(day, day.PlusDays(-1)), new DateSpan(day, null)];
        }

        return plain == typeof(string) ? ["Not A Slug"]
            : plain == typeof(int) ? [-1]
            : plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ValueList<>) ? BadLists(plain, value!, id)
            : value is not null && plain.Namespace?.StartsWith("BudgetCoaching", StringComparison.Ordinal) == true ? Spoilt(value, id)
            : [];
    }

    /// <summary>Empty, with each item twice, and with each item spoilt.</summary>
    private static IEnumerable<object?> BadLists(Type type, object list, FactId id)
    {
        var item = type.GetGenericArguments()[0];
        var items = ((System.Collections.IEnumerable)list).Cast<object>().ToList();
        return items.SelectMany(one => item == typeof(string) ? ["Not A Slug"] : item == typeof(int) ? [-1] : Spoilt(one, id))
            .Select(bad => Listed(item, [bad]))
            .Append(Listed(item, []))
            .Append(Listed(item, [.. items, .. items]));
    }

    private static object Listed(Type item, IEnumerable<object> items) => typeof(Refusals_name_the_contracts_fields)
        .GetMethod(nameof(ListOf), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(item)
        .Invoke(null, [items])!;

    private static ValueList<T> ListOf<T>(IEnumerable<object> items) => items.Cast<T>().ToValueList();

    private static bool Exists(string path)
    {
        var message = CorrectFactRequest.Descriptor;
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            field = message?.FindFieldByName(name);
            if (field is null)
            {
                return false;
            }

            message = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return field is not null;
    }
}
