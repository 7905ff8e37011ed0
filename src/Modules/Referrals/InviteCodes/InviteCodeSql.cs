namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>Invite codes as statements of a flow's batch.</summary>
public static class InviteCodeSql
{
    /// <summary>The owner of a code; no row for null, for another shop's code and for an invalid code.</summary>
    public static PendingRows<InviteOwner> InviteCode(this ReferralsBatch batch, long shopId, string? code) =>
        batch.Rows<InviteOwner>(OwnerSql, new { shop = shopId, code = ShortCode.Normalize(code) });

    private const string OwnerSql = """
        select c.customer_key as key, c.customer_id
        from invite_codes i join customers c on c.shop_id = i.shop_id and c.customer_key = i.customer_key
        where i.shop_id = @shop and i.code = @code
        """;
}
