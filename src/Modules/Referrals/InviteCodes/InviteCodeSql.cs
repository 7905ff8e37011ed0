namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>Invite codes as statements of a flow's batch.</summary>
public static class InviteCodeSql
{
    /// <summary>The owner of a code; no row for null, for another shop's code and for an invalid code.</summary>
    public static PendingRows<InviteOwner> InviteCode(this ReferralsBatch batch, long shopId, string? code) =>
        batch.Rows<InviteOwner>(OwnerSql, new { shop = shopId, code = ShortCode.Normalize(code) });

    /// <summary>The code, the referrer and the team of the carried customer; one row.</summary>
    public static PendingRows<ReferralHome> Home(this ReferralsBatch batch, long shopId) =>
        batch.Rows<ReferralHome>(HomeSql, new { shop = shopId });

    private const string HomeSql = $"""
        with own as materialized (
            select child_key from referral_edges where shop_id = @shop and parent_key = {BatchVariables.BuyerKey})
        select (
                select code from invite_codes
                where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}) as invite_code, (
                select c.customer_id
                from referral_edges e join customers c on c.shop_id = e.shop_id and c.customer_key = e.parent_key
                where e.shop_id = @shop and e.child_key = {BatchVariables.BuyerKey}) as referrer_id,
            (select count(*) from own) as direct_referrals, (
                select count(*) from own join referral_edges e on e.shop_id = @shop and e.parent_key = own.child_key)
                as second_level
        """;

    private const string OwnerSql = """
        select c.customer_key as key, c.customer_id
        from invite_codes i join customers c on c.shop_id = i.shop_id and c.customer_key = i.customer_key
        where i.shop_id = @shop and i.code = @code
        """;
}
