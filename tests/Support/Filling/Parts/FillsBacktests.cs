
namespace SocialCommerce.TestSupport.Filling.Parts;

/// <summary>A backtest of the draft that has ended.</summary>
internal sealed class FillsBacktests : IFillsShop
{
    public IReadOnlyCollection<Type> Needs => [typeof(FillsPlans), typeof(FillsHolds)];

    public async Task Fill(FilledShop filled)
    {
        var backtest = await filled.Shop.Backtest(filled.Ids["otherPlanId"]);
        await filled.Shop.Backtested(backtest);
        filled.Add("backtestId", backtest);
    }
}
