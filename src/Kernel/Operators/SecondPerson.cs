namespace SocialCommerce.Kernel.Operators;

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
    /// <exception cref="ProblemException">403 ROLE_MISSING where the second person is no approver.</exception>
    public PreparedRow? Confirmed(PreparedRow? waits)
    {
        if (waits is null || waits.PreparedBy == Person.OperatorId || waits.Content != _content) return null;
        return Person.Holds(Confirms)
            ? waits
            : throw AccessProblems.RoleMissing.Because(
                $"{waits.PreparedBy} has prepared this; a person who is {string.Join(" or ", Confirms)} confirms it.");
    }

    /// <summary>Keeps the decision until a second person confirms it, in place of another one that waits.</summary>
    /// <param name="transaction">The transaction; it commits.</param>
    /// <param name="waits">What waits already.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The shop's clock.</param>
    public async Task<PreparedDecision> Wait(
        ShopTransaction transaction, PreparedRow? waits, Caller caller, DateTimeOffset now)
    {
        if (waits is not null && waits.PreparedBy == Person.OperatorId && waits.Content == _content)
            return waits.ToDecision();
        var writes = transaction.Batch();
        if (waits is not null) writes.End(transaction.ShopId, waits, "replaced", Person, now);
        var made = writes.Rows<PreparedRow>(PrepareSql, new
        {
            shop = transaction.ShopId,
            Kind,
            SubjectId,
            content = _content,
            Person.OperatorId,
            now,
        });
        await writes.Run(transaction.Cancel);
        var ending = transaction.Batch();
        ending.Log(transaction.ShopId, caller, new AuditEntry(
            "preparedDecision", PublicId.Of(PreparedDecision.Prefix, made.First!.DecisionKey), null,
            new { Kind, SubjectId, Content }, Reason));
        await ending.Commit(transaction.Cancel);
        return made.First!.ToDecision();
    }

    private const string PrepareSql = $"""
        insert into prepared_decisions as d (shop_id, kind, subject_id, content, prepared_by, prepared_at)
        values (@shop, @kind, @subjectId, @content, @operatorId, @now)
        returning {PreparedSql.Columns}
        """;
}
