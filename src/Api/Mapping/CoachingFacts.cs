using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Empowerment;
using BudgetCoaching.Domain.Households;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Contacts, evaluations and hosting between contract and domain.</summary>
internal static class CoachingFacts
{
    public static Fact Read(Fields fields, FactId id, V1.Contact wire) => new ContactRecorded(
        id,
        fields.Date("contact_date", wire.ContactDate),
        fields.Choice("way", (ContactWay)wire.Way),
        wire.Staff.Length == 0 ? null : fields.Staff("staff", wire.Staff),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.ResourcesLack wire) => new ResourcesLacked(
        id, fields.Date("lack_date", wire.LackDate), fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.Evaluation wire) => new EvaluationRecorded(
        id,
        fields.Date("evaluation_date", wire.EvaluationDate),
        fields.Choice("phase", (EvaluationPhase)wire.Phase),
        wire.WellBeing is { } answers ? Read(fields.In("well_being"), answers) : null,
        wire.Matrix
            .Select((rating, i) => new DomainRating(fields.At("matrix", i).Choice("domain", (MatrixDomain)rating.Domain), rating.Level))
            .ToValueList(),
        fields.Text("note", wire.Note));

    public static Fact Read(Fields fields, FactId id, V1.Hosting wire) => new HostingAgreed(
        id,
        fields.Date("agreement_date", wire.AgreementDate),
        fields.Span("period", wire.Period),
        fields.Text("place", wire.Place))
    {
        Renews = fields.OptionalFact("renews_id", wire.RenewsId),
    };

    public static Fact Read(Fields fields, FactId id, V1.ExitPlan wire) => new ExitPlanAgreed(
        id,
        fields.Date("agreement_date", wire.AgreementDate),
        fields.Fact("hosting_id", wire.HostingId),
        fields.Text("what", wire.What));

    public static V1.Contact ToWire(ContactRecorded fact) => new()
    {
        ContactDate = fact.Date.ToWire(),
        Way = (V1.ContactWay)fact.Way,
        Staff = fact.Staff?.Value ?? "",
        Note = fact.Note.ToWire(),
    };

    public static V1.ResourcesLack ToWire(ResourcesLacked fact) => new() { LackDate = fact.Date.ToWire(), Note = fact.Note.ToWire() };

    public static V1.Evaluation ToWire(EvaluationRecorded fact)
    {
        var wire = new V1.Evaluation
        {
            EvaluationDate = fact.Date.ToWire(),
            Phase = (V1.EvaluationPhase)fact.Phase,
            WellBeing = fact.WellBeing is { } answers ? ToWire(answers) : null,
            Note = fact.Note.ToWire(),
        };
        wire.Matrix.Add(fact.Matrix.Select(ToWire));
        return wire;
    }

    public static V1.DomainRating ToWire(DomainRating rating) => new()
    {
        Domain = (V1.MatrixDomain)rating.Domain,
        Level = rating.Level,
    };

    public static V1.Hosting ToWire(HostingAgreed fact) => new()
    {
        AgreementDate = fact.Date.ToWire(),
        Period = fact.Period.ToWire(),
        Place = fact.Place.ToWire(),
        RenewsId = fact.Renews.ToWire(),
    };

    public static V1.ExitPlan ToWire(ExitPlanAgreed fact) => new()
    {
        AgreementDate = fact.Date.ToWire(),
        HostingId = fact.Hosting.ToString(),
        What = fact.What.ToWire(),
    };

    private static WellBeingAnswers Read(Fields fields, V1.WellBeingAnswers wire) => new(
        fields.Choice("version", (WellBeingVersion)wire.Version),
        fields.Choice("mode", (InterviewMode)wire.Mode),
        fields.Choice("age", (AdultAge)wire.Age),
        wire.Choices.ToValueList(),
        fields.OptionalMember("respondent_id", wire.RespondentId));

    public static V1.WellBeingAnswers ToWire(WellBeingAnswers answers)
    {
        var wire = new V1.WellBeingAnswers
        {
            Version = (V1.WellBeingVersion)answers.Version,
            Mode = (V1.InterviewMode)answers.Mode,
            Age = (V1.AdultAge)answers.Age,
            RespondentId = answers.Respondent.ToWire(),
        };
        wire.Choices.Add(answers.Choices);
        return wire;
    }
}
