using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>
/// What was found of a content, kept by the content's hash: a draft is proved once, however often it is read, and each
/// revision has a content of its own. Bounded; the results are pure.
/// </summary>
internal sealed class Proved<T>
{
    /// <summary>Most results that are kept.</summary>
    public const int Most = 1_000;

    private readonly ConcurrentDictionary<string, T> _kept = new(StringComparer.Ordinal);

    /// <summary>The result for a subject, found now where it is not kept.</summary>
    /// <param name="subject">What the result depends on, and nothing else.</param>
    /// <param name="find">Finds it; what it throws is not kept.</param>
    public T Get(object subject, Func<T> find)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(subject))));
        if (_kept.TryGetValue(hash, out var kept)) return kept;
        var found = find();
        if (_kept.Count >= Most) _kept.Clear();
        return _kept[hash] = found;
    }
}
