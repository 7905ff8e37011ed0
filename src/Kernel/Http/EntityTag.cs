using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SocialCommerce.Kernel.Http;

/// <summary>Strong ETags, and what If-Match and If-None-Match ask of them.</summary>
public static class EntityTag
{
    /// <summary>The tag of a configuration's version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Refuses a change of something that the caller has not seen as it is.</summary>
    /// <param name="ifMatch">The header, or null: change whatever is there.</param>
    /// <param name="version">The version in force, or null where there is nothing.</param>
    /// <exception cref="ProblemException">412 CHANGED_MEANWHILE.</exception>
    public static void Require(string? ifMatch, long? version)
    {
        if (ifMatch is null) return;
        if (version is { } current && (ifMatch.Trim() == "*" || Names(ifMatch, Of(current), false))) return;
        throw CommonProblems.ChangedMeanwhile.Because(
            version is null
                ? "If-Match asks for something that is not there."
                : $"If-Match asks for another version; the one in force is {Of(version.Value)}.");
    }

    /// <summary>200 with the tag, or 304 when the caller has it.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult> Answer<T>(HttpContext http, string tag, T result)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        var known = http.Request.Headers.IfNoneMatch.ToString();
        return known.Length > 0 && (known == "*" || Names(known, tag, true))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(result);
    }

    /// <summary>An answer, its version as ETag.</summary>
    public static async Task<T> TaggedBy<T>(this Task<T> asked, HttpResponse response, Func<T, long> version)
    {
        var answer = await asked;
        response.Headers.ETag = Of(version(answer));
        return answer;
    }

    private static bool Names(string header, string tag, bool weakly)
    {
        foreach (var range in header.AsSpan().Split(','))
        {
            var one = header.AsSpan(range).Trim();
            if (weakly && one.StartsWith("W/")) one = one[2..];
            if (one.SequenceEqual(tag)) return true;
        }
        return false;
    }
}
