namespace SocialCommerce.Payouts;

/// <summary>The way from a batch to the Payouts module's statements.</summary>
public static class PayoutsDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Payouts module.</summary>
        public PayoutsBatch Payouts => new(batch);
    }
}
