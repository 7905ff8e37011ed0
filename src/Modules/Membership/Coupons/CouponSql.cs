namespace SocialCommerce.Membership.Coupons;

/// <summary>What several operations read of coupons.</summary>
internal static class CouponSql
{
    /// <summary>A coupon by its code and the shop's state, or 404.</summary>
    public static async Task<(CouponRow Coupon, ShopState State)> FindCoupon(
        this Db db, long shopId, string code, CancellationToken cancel)
    {
        PendingRows<ShopState>? state = null;
        var found = await db.Read(shopId, batch =>
        {
            state = batch.ShopState(shopId);
            return batch.Rows<CouponRow>(FindSql, new { shop = shopId, code = CouponCode.Normalize(code) });
        }, cancel);
        return (found.First ?? throw CouponProblems.CouponNotFound.For(code), state!.First!);
    }

    private const string FindSql = $"select {CouponRow.Columns} where k.shop_id = @shop and k.code = @code";
}
