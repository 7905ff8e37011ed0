namespace SocialCommerce.Referrals;

/// <summary>The way from a batch to the Referrals module's statements.</summary>
public static class ReferralsDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Referrals module.</summary>
        public ReferralsBatch Referrals => new(batch);
    }
}
