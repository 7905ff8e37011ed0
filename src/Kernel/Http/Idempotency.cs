using System.Security.Cryptography;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// The <c>Idempotency-Key</c> of this request, if it has one; the same key of another person or of a backend is another
/// key. Claimed in the first batch of the business transaction
/// and kept in its last, so that only successes are kept; a second caller waits for the first, up to 2 seconds.
/// </summary>
public sealed class Idempotency(TimeProvider time)
{
    /// <summary>The request header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The header of an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>How long answers are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int MaxLength = 255;
    private const string Patience = "2s";

    private string? _key;
    private string _operation = "";
    private byte[] _fingerprint = [];

    /// <summary>Takes the header and the body's fingerprint from a request.</summary>
    public async Task Read(HttpContext context, Person? person)
    {
        var key = context.Request.Headers[Header].ToString().Trim().Trim('"');
        if (key.Length == 0) return;
        if (key.Length > MaxLength)
            throw AccessProblems.IdempotencyKeyTooLong.Because($"{Header} has at most {MaxLength} characters.");
        if (!HttpMethods.IsPost(context.Request.Method)) return;
        var repeatable = context.GetEndpoint()?.Metadata.GetMetadata<Repeatable>();
        if (repeatable is null && context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not null)
            throw AccessProblems.IdempotencyKeyNotRead.Because(
                $"This operation does not read {Header}; send the request without it.");
        if (repeatable is not { ByKey: true }) return;
        // No header holds a line feed, so that no backend's key is a person's.
        _key = person is null ? key : $"{key}\n{person.OperatorId}";
        _operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "";
        context.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(context.Request.Path.Value ?? ""));
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
            hash.AppendData(buffer, 0, read);
        _fingerprint = hash.GetHashAndReset();
        context.Request.Body.Position = 0;
    }

    /// <summary>Adds the claim to the first batch of a transaction; null without a key.</summary>
    public PendingRows<KeptAnswer>? Claim(SqlBatch batch, long shopId)
    {
        if (_key is null) return null;
        batch.TakeWithin(NamedLock.IdempotencyKey, shopId, $"{_operation}:{_key}", Patience);
        return batch.Rows<KeptAnswer>(FindSql, new
        {
            shop = shopId,
            operation = _operation,
            key = _key,
            since = time.GetUtcNow() - Kept,
        });
    }

    /// <summary>
    /// After the batch has run: gives the kept answer, or refuses a key that is used for something else.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="locate">Tells from an answer that something was made where that can be read.</param>
    public void ThrowIfKept(PendingRows<KeptAnswer>? claim, Func<string, string>? locate = null)
    {
        if (claim?.First is not { } kept) return;
        if (!kept.Fingerprint.AsSpan().SequenceEqual(_fingerprint))
            throw AccessProblems.IdempotencyKeyReused.Because("This Idempotency-Key was used for another request.");
        throw new IdempotentReplayException(
            kept.Status, kept.Answer, kept.Status == StatusCodes.Status200OK ? null : locate?.Invoke(kept.Answer));
    }

    /// <summary>Adds the answer to the last batch of a transaction.</summary>
    public void Keep(SqlBatch batch, long shopId, int status, string answer)
    {
        if (_key is null) return;
        batch.Do(KeepSql, new
        {
            shop = shopId,
            operation = _operation,
            key = _key,
            fingerprint = _fingerprint,
            status,
            answer,
            now = time.GetUtcNow(),
        });
    }

    /// <summary>An answer as it was kept.</summary>
    public sealed record KeptAnswer(byte[] Fingerprint, int Status, string Answer);

    private const string FindSql = """
        select fingerprint, status, answer from idempotency_keys
        where shop_id = @shop and operation = @operation and key = @key and recorded_at > @since
        """;

    private const string KeepSql = """
        insert into idempotency_keys (shop_id, operation, key, fingerprint, status, answer, recorded_at)
        values (@shop, @operation, @key, @fingerprint, @status, @answer, @now)
        on conflict (shop_id, operation, key) do update set fingerprint = excluded.fingerprint,
            status = excluded.status, answer = excluded.answer, recorded_at = excluded.recorded_at
        """;
}
