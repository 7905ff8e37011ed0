namespace SocialCommerce.Membership.Members;

/// <summary>Known people as the reads see them, each with the shop's state.</summary>
internal sealed class People(Db db) : RequestCoalescer<string, Person>
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<string, Person>> Answer(
        long shopId, IReadOnlyCollection<string> keys)
    {
        var ids = keys.ToArray();
        var rows = await db.Rows<Person>(shopId, PeopleSql, new { shop = shopId, ids }, CancellationToken.None);
        return rows.ToDictionary(person => person.CustomerId);
    }

    private const string PeopleSql = """
        select s.settings_version, s.clock_follows, s.clock_at, s.closed_to, c.customer_id, c.customer_key,
            m.growth, coalesce(m.points, 0) + coalesce(a.points, 0) as points, m.growth_tier,
            m.growth_tier_until, m.held, m.version, m.as_of, m.period, m.invited
        from shops s
            join customers c on c.shop_id = s.shop_id and c.customer_id = any(@ids)
            left join members m on m.shop_id = c.shop_id and m.customer_key = c.customer_key
            left join point_accounts a on a.shop_id = c.shop_id and a.customer_key = c.customer_key
        where s.shop_id = @shop
        """;
}
