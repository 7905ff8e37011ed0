namespace SocialCommerce.Commissions.Fraud;

/// <summary>A version of the policy as it is kept.</summary>
internal sealed record FraudPolicyRow(long Version, string Policy)
{
    public const string LatestSql = """
        select version, policy from fraud_policies where shop_id = @shop order by version desc limit 1
        """;

    public FraudPolicy.Versioned ToVersion() => new(Version, Json.Read<FraudRules>(Policy));
}
