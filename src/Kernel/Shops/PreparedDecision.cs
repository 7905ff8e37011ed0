using System.Text.Json;

namespace SocialCommerce.Kernel.Shops;

/// <summary>A decision about money that one person has prepared; it takes effect when a second person sends the same.
/// </summary>
/// <param name="DecisionId">Our id.</param>
/// <param name="Kind">`brakeRelease`, `fraudRelease`, `dividendProfit` or `houseAccount`.</param>
/// <param name="SubjectId">The brake, the order, the end of the period; empty for the house account.</param>
/// <param name="Status">`waiting`, `confirmed` or `replaced`.</param>
/// <param name="Content">What the second person sends to confirm it.</param>
/// <param name="PreparedBy">Operator id of the first person.</param>
/// <param name="PreparedAt">When, by the shop's clock.</param>
/// <param name="EndedBy">Operator id of the person who confirmed or replaced it.</param>
/// <param name="EndedAt">When, by the shop's clock.</param>
public sealed record PreparedDecision(
    string DecisionId, string Kind, string SubjectId, string Status,
    IReadOnlyDictionary<string, JsonElement> Content, string PreparedBy, DateTimeOffset PreparedAt,
    string? EndedBy = null, DateTimeOffset? EndedAt = null)
{
    /// <summary>A brake that is released so that what it held is paid.</summary>
    public const string BrakeRelease = "brakeRelease";

    /// <summary>An order that is cleared of a suspicion of fraud.</summary>
    public const string FraudRelease = "fraudRelease";

    /// <summary>A profit that dividends are taken from.</summary>
    public const string DividendProfit = "dividendProfit";

    /// <summary>The customer who earns where a buyer has no referrer.</summary>
    public const string HouseAccount = "houseAccount";

    internal const string Prefix = "dcs";
}

/// <summary>A prepared decision as it is kept.</summary>
public sealed record PreparedRow(
    long DecisionKey, string Kind, string SubjectId, string? Outcome, string Content, string PreparedBy,
    DateTimeOffset PreparedAt, string? EndedBy, DateTimeOffset? EndedAt)
{
    /// <summary>As the API shows it.</summary>
    public PreparedDecision ToDecision() => new(
        PublicId.Of(PreparedDecision.Prefix, DecisionKey), Kind, SubjectId, Outcome ?? "waiting",
        Json.Read<Dictionary<string, JsonElement>>(Content), PreparedBy, PreparedAt, EndedBy, EndedAt);
}

/// <summary>A decision that needs a second person, as one of the two sends it.</summary>
/// <param name="Kind">One of the kinds of <see cref="PreparedDecision"/>.</param>
/// <param name="SubjectId">What it is about. Its decisions are made one after the other.</param>
/// <param name="Content">What is decided, as an object.</param>
/// <param name="Person">Who sends it.</param>
/// <param name="Confirms">The roles of which the second person must hold one.</param>
public sealed record SecondPerson(
    string Kind, string SubjectId, object Content, Person Person, params IReadOnlyList<string> Confirms)
{
    private readonly string _content = Json.Write(Content);

    /// <summary>Why, as the first person says; the second one may have other words.</summary>
    public string? Reason { get; init; }

    /// <summary>The first person's decision that this one confirms; null where it has to wait itself.</summary>
    /// <exception cref="Refused">403 ROLE_MISSING where the second person is no approver.</exception>
    public PreparedRow? Confirmed(PreparedRow? waits)
    {
        if (waits is null || waits.PreparedBy == Person.OperatorId || waits.Content != _content) return null;
        return Person.Holds(Confirms)
            ? waits
            : throw new Refused(
                403, "ROLE_MISSING",
                $"{waits.PreparedBy} has prepared this; a person who is {string.Join(" or ", Confirms)} confirms it.");
    }

    /// <summary>Keeps the decision until a second person confirms it, in place of another one that waits.</summary>
    /// <param name="work">The transaction; it commits.</param>
    /// <param name="waits">What waits already.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The shop's clock.</param>
    public async Task<PreparedDecision> Wait(
        Work work, PreparedRow? waits, Http.Caller caller, DateTimeOffset now)
    {
        if (waits is not null && waits.PreparedBy == Person.OperatorId && waits.Content == _content)
            return waits.ToDecision();
        var writing = work.Batch();
        if (waits is not null) writing.End(work.ShopId, waits, "replaced", Person, now);
        var made = writing.Rows<PreparedRow>(PrepareSql, new
        {
            shop = work.ShopId,
            Kind,
            SubjectId,
            content = _content,
            Person.OperatorId,
            now,
        });
        await writing.Run(work.Cancel);
        var ending = work.Batch();
        ending.Log(work.ShopId, caller, new Change(
            "preparedDecision", PublicId.Of(PreparedDecision.Prefix, made.First!.DecisionKey), null,
            new { Kind, SubjectId, Content }, Reason));
        await ending.Commit(work.Cancel);
        return made.First!.ToDecision();
    }

    private const string PrepareSql = $"""
        insert into prepared_decisions as d (shop_id, kind, subject_id, content, prepared_by, prepared_at)
        values (@shop, @kind, @subjectId, @content, @operatorId, @now)
        returning {PreparedStatements.Columns}
        """;
}

/// <summary>The statements about prepared decisions that slices and flows carry.</summary>
public static class PreparedStatements
{
    /// <summary>The decision that waits for a second person, if there is one.</summary>
    public static Rows<PreparedRow> Prepared(this Batch batch, long shopId, string kind, string subjectId) =>
        batch.Rows<PreparedRow>(WaitingSql, new { shop = shopId, kind, subjectId });

    /// <summary>Ends what waits once a decision takes effect: confirmed by it, or replaced.</summary>
    /// <param name="batch">The batch of the decision.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="prepared">What waits, if anything does; and the same again where this decision confirms it.</param>
    /// <param name="person">Who decides.</param>
    /// <param name="now">The shop's clock.</param>
    public static void EndPrepared(
        this Batch batch, long shopId, (PreparedRow? Waits, PreparedRow? Confirmed) prepared, Person person,
        DateTimeOffset now)
    {
        if (prepared.Waits is { } waits)
            batch.End(shopId, waits, prepared.Confirmed is null ? "replaced" : "confirmed", person, now);
    }

    internal static void End(
        this Batch batch, long shopId, PreparedRow prepared, string outcome, Person person, DateTimeOffset now) =>
        batch.Do(EndSql, new { shop = shopId, key = prepared.DecisionKey, outcome, person.OperatorId, now });

    internal const string Columns = """
        d.decision_key, d.kind, d.subject_id, d.outcome, d.content, d.prepared_by, d.prepared_at, d.ended_by, d.ended_at
        """;

    private const string WaitingSql = $"""
        select {Columns} from prepared_decisions d
        where d.shop_id = @shop and d.kind = @kind and d.subject_id = @subjectId and d.outcome is null
        """;

    private const string EndSql = """
        update prepared_decisions set outcome = @outcome, ended_by = @operatorId, ended_at = @now
        where shop_id = @shop and decision_key = @key and outcome is null
        """;
}
