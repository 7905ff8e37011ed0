using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Kernel.Shops;

/// <summary>A change of something that a shop has set or booked by hand.</summary>
/// <param name="Kind">What sort of thing: <c>plan</c>, <c>partnerTiers</c>, <c>apiKey</c>, <c>settlement</c>, …</param>
/// <param name="Id">Which one.</param>
/// <param name="Before">What it was, as an object; null when it was not.</param>
/// <param name="After">What it is now, as an object; null when it is no more.</param>
/// <param name="Reason">Why, where the person said so.</param>
public sealed record Change(string Kind, string Id, object? Before, object? After, string? Reason = null);

/// <summary>
/// The append-only log of changes: person, key, time, before, after. The entries of a shop are a chain, each with a
/// hash over its content and the hash before it; <c>log_change</c> writes them one after the other, so an entry is best
/// the last statement before the COMMIT.
/// </summary>
public static class ChangeLog
{
    /// <summary>Adds a change to the batch that makes it.</summary>
    public static void Log(this Batch batch, long shopId, Caller caller, Change change) => batch.Rows<long>(LogSql, new
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
        select log_change(@shop, @kind, @subject, @operatorId, @operatorName, @keyId, @before::jsonb, @after::jsonb,
            @reason)
        """;
}
