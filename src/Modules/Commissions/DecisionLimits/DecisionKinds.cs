namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>Decisions about commissions that two persons make.</summary>
public static class DecisionKinds
{
    /// <summary>An accrual stop that is released so that what it held is paid.</summary>
    public const string AccrualStopRelease = "accrualStopRelease";

    /// <summary>An order that is cleared of a suspicion of fraud.</summary>
    public const string FraudRelease = "fraudRelease";

    /// <summary>A profit that dividends are taken from.</summary>
    public const string DividendProfit = "dividendProfit";
}
