namespace SocialCommerce.Referrals.Bindings;

/// <summary>What the integrity check asks of referral settings: two persons have named each house account.</summary>
public static class ReferralChecks
{
    /// <summary>The checks.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("houseAccounts", HouseSql)];

    private const string HouseSql = """
        select 'referral settings ' || version as subject,
            format('named by %s and %s', set_by, coalesce(prepared_by, 'none')) as detail
        from referral_settings_versions
        where shop_id = @shop and @unit <> '' and house_key is not null and not predates_limits
            and (prepared_by is null or prepared_by = set_by)
        order by version limit 20
        """;
}
