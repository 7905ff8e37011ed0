namespace SocialCommerce.Commissions;

/// <summary>The way from a batch to the Commissions module's statements.</summary>
public static class CommissionsDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Commissions module.</summary>
        public CommissionsBatch Commissions => new(batch);
    }
}
