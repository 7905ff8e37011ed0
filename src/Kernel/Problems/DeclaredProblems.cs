using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;

namespace SocialCommerce.Kernel.Problems;

/// <summary>
/// On an endpoint: problems that it may answer. Those that follow from its method, its body, its callers and its
/// idempotency are not named on it.
/// </summary>
/// <param name="Types">The problems.</param>
public sealed record DeclaredProblems(IReadOnlyList<ProblemType> Types)
{
    private static readonly ProblemType[] OfBodies =
    [
        CommonProblems.MalformedJson, CommonProblems.BodyTooLarge, CommonProblems.ContentTypeNotJson,
        CommonProblems.TextTooLong, CommonProblems.ListTooLong, CommonProblems.ValueNotStorable,
    ];

    /// <summary>All problems that an endpoint may answer, by status and code.</summary>
    /// <param name="metadata">The endpoint's metadata.</param>
    public static IReadOnlyList<ProblemType> Of(IReadOnlyList<object> metadata) =>
    [
        .. metadata.OfType<DeclaredProblems>().SelectMany(declared => declared.Types)
            .Concat(OfEvery(metadata)).Concat(OfCallers(metadata)).Concat(OfIdempotency(metadata))
            .Concat(metadata.OfType<IAcceptsMetadata>().Any() ? OfBodies : [])
            .Distinct().OrderBy(type => type.Status).ThenBy(type => type.Code, StringComparer.Ordinal),
    ];

    private static bool Takes(IReadOnlyList<object> metadata, string method) =>
        metadata.OfType<IHttpMethodMetadata>().Any(one => one.HttpMethods.Contains(method));

    private static IEnumerable<ProblemType> OfEvery(IReadOnlyList<object> metadata)
    {
        yield return CommonProblems.MalformedRequest;
        yield return CommonProblems.InternalError;
        yield return CommonProblems.DatabaseUnavailable;
        yield return AccessProblems.IdempotencyKeyTooLong;
        if (!metadata.OfType<DisableRateLimitingAttribute>().Any()) yield return CommonProblems.RateLimited;
        if (metadata.OfType<Expensive>().Any()) yield return CommonProblems.ShopBusy;
        // Whatever changes something may wait for another request that does.
        if (!Takes(metadata, HttpMethods.Get)) yield return CommonProblems.StillRunning;
    }

    private static IEnumerable<ProblemType> OfCallers(IReadOnlyList<object> metadata)
    {
        if (metadata.OfType<RequiredScope>().LastOrDefault() is not { } required) yield break;
        yield return AccessProblems.KeyUnknown;
        if (required.Scope is not { } scope) yield break;
        yield return AccessProblems.AddressNotAllowed;
        yield return AccessProblems.ScopeMissing;
        if (Scopes.Changes(scope)) yield return AccessProblems.RoleMissing;
        if (metadata.OfType<RequiredCallers>().LastOrDefault() is not { } callers) yield break;
        if (!callers.Backends) yield return AccessProblems.PersonRequired;
        if (callers.Backends || callers.Roles.Count > 0) yield return AccessProblems.RoleMissing;
    }

    private static IEnumerable<ProblemType> OfIdempotency(IReadOnlyList<object> metadata)
    {
        if (!Takes(metadata, HttpMethods.Post) || !metadata.OfType<RequiredScope>().Any()) yield break;
        var repeatable = metadata.OfType<Repeatable>().LastOrDefault();
        if (repeatable is null) yield return AccessProblems.IdempotencyKeyNotRead;
        if (repeatable is { ByKey: true }) yield return AccessProblems.IdempotencyKeyReused;
    }
}
