namespace SocialCommerce.Commissions.Proofs;

/// <summary>All assignments of a few standings to a few people.</summary>
internal static class Assignments
{
    /// <summary>In order, the last person's standing changing fastest; the array is used again for each.</summary>
    public static IEnumerable<int[]> Of(int people, int standings, CancellationToken cancel)
    {
        var chain = new int[people];
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            yield return chain;
            var place = people - 1;
            while (place >= 0 && chain[place] == standings - 1) chain[place--] = 0;
            if (place < 0) yield break;
            chain[place]++;
        }
    }
}
