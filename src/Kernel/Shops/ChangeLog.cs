using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Kernel.Shops;

/// <summary>A change of something that a shop has set or booked by hand.</summary>
/// <param name="Kind">What sort of thing: <c>plan</c>, <c>partnerTiers</c>, <c>operator</c>, …</param>
/// <param name="Id">Which one.</param>
/// <param name="Before">What it was, as an object; null when it was not.</param>
/// <param name="After">What it is now, as an object; null when it is no more.</param>
/// <param name="Reason">Why, where the person said so.</param>
public sealed record Change(string Kind, string Id, object? Before, object? After, string? Reason = null);

/// <summary>The append-only log of changes: person, key, time, before, after.</summary>
public static class ChangeLog
{
    /// <summary>Adds a change to the batch that makes it.</summary>
    public static void Log(this Batch batch, long shopId, Caller caller, Change change) => batch.Do(LogSql, new
    {
        shop = shopId,
        change.Kind,
        subject = change.Id,
        caller.Person?.OperatorId,
        operatorName = caller.Person?.Name,
        caller.KeyId,
        before = change.Before is null ? null : Json.Write(change.Before),
        after = change.After is null ? null : Json.Write(change.After),
        change.Reason,
    });

    private const string LogSql = """
        insert into changes (shop_id, kind, subject_id, operator_id, operator_name, key_id, before, after, reason)
        values (@shop, @kind, @subject, @operatorId, @operatorName, @keyId, @before::jsonb, @after::jsonb, @reason)
        """;
}
