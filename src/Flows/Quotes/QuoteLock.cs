using SocialCommerce.Membership.Quotes;

namespace SocialCommerce.Flows.Quotes;

/// <summary>Locks the customer of a quote, whose quotes change one after the other, and reads the quote.</summary>
internal static class QuoteLock
{
    /// <summary>The quote under its customer's lock, the customer carried, and the shop's state.</summary>
    /// <exception cref="ProblemException">404 where there is no such quote.</exception>
    public static async Task<(QuoteRow Quote, ShopState State)> Take(ShopTransaction transaction, string quoteId)
    {
        var reads = transaction.Batch();
        reads.Membership.CarryBuyerOfQuote(transaction.ShopId, quoteId);
        reads.LockBuyer(transaction.ShopId);
        var found = reads.Membership.Quote(transaction.ShopId, quoteId);
        var state = reads.ShopState(transaction.ShopId);
        await reads.Run(transaction.Cancel);
        return (found.First ?? throw QuoteProblems.QuoteNotFound.For(quoteId), state.First!);
    }
}
