using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.ArchitectureTests.Contract;
using SocialCommerce.Flows;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Accounting;
using Xunit;
using Module = SocialCommerce.Kernel.Modules.Module;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// Each module books the movements that it declares, and no others. Code books them by name. SQL books them in one of
/// two forms: <c>select @shop, {Ledger.JournalId}, 'event', 'from', 'to', @unit, …</c>, or <c>…, move.event,
/// move.from_account, move.to_account, @unit, …</c> with the movements as <c>(values ('event', 'from', 'to'), …) as
/// move(event, from_account, to_account)</c>.
/// </summary>
public sealed partial class DeclaringMovements
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // Kernel books what code hands to it.
    private static readonly IReadOnlyList<Module> Booking =
        [.. Modules.All.Where(module => module != KernelModule.Module)];

    private static readonly IReadOnlyList<(MethodBase Method, OpCode Code, MemberInfo? Member)> Steps =
    [
        .. from assembly in Booking.Select(module => module.Assembly).Append(typeof(FlowsModule).Assembly)
           from type in assembly.GetTypes()
           from method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything))
           from step in CompiledCode.Steps(method)
           select (method, step.Code, step.Member),
    ];

    [Fact]
    public void SQL_books_movements_in_the_forms_that_are_read_here()
    {
        var texts = Booking.SelectMany(module => Texts(module.Assembly)).ToList();
        texts.Count.ShouldBeGreaterThan(10);
        texts.Where(text => Moves(text.Sql).Count == 0).Select(text => text.Name).ShouldBeEmpty();
        Texts(typeof(FlowsModule).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void SQL_books_what_its_module_declares() =>
        Booking.SelectMany(module => Texts(module.Assembly).SelectMany(text => Moves(text.Sql).Except(module.Moves)
            .Select(move => $"{text.Name} books {move}"))).ShouldBeEmpty();

    [Fact]
    public void Code_makes_a_movement_only_where_its_module_declares_them()
    {
        var made = Steps.Where(step => step.Member is MethodBase called && called.DeclaringType == typeof(LedgerMove)
                && called.Name is ".ctor" or "<Clone>$")
            .Select(step => step.Method).ToList();
        foreach (var type in made.Select(method => method.DeclaringType!).Distinct())
        {
            var module = Booking.Single(module => module.Assembly == type.Assembly);
            made.Where(method => method.DeclaringType == type).ShouldAllBe(
                method => method == type.TypeInitializer, $"{type} makes a movement outside its fields");
            LedgerMove.Of(type).Count.ShouldBe(made.Count(method => method.DeclaringType == type), type.FullName);
            LedgerMove.Of(type).Except(module.Moves).ShouldBeEmpty(type.FullName);
        }
        made.Count.ShouldBe(Booking.Sum(module => module.Moves.Count));
    }

    [Fact]
    public void What_is_declared_is_booked()
    {
        var named = Steps.Where(step => step.Code == OpCodes.Ldsfld && step.Member is FieldInfo field
                && field.FieldType == typeof(LedgerMove) && field.DeclaringType != step.Method.DeclaringType)
            .Select(step => (LedgerMove)((FieldInfo)step.Member!).GetValue(null)!).ToHashSet();
        named.ShouldNotBeEmpty();
        Booking.SelectMany(module => module.Moves.Except(named)
                .Except(Texts(module.Assembly).SelectMany(text => Moves(text.Sql))))
            .ShouldBeEmpty();
    }

    /// <summary>The constants that book.</summary>
    private static IEnumerable<(string Name, string Sql)> Texts(Assembly assembly) =>
        from type in assembly.GetTypes()
        from field in type.GetFields(Everything)
        where field.IsLiteral && field.FieldType == typeof(string)
        let sql = Spaces().Replace((string)field.GetRawConstantValue()!, " ")
        where sql.Contains("insert into movements", StringComparison.Ordinal)
        select ($"{type.FullName}.{field.Name}", sql);

    /// <summary>The movements that a text books; none where one of them is in another form.</summary>
    private static List<LedgerMove> Moves(string sql)
    {
        var moves = new List<LedgerMove>();
        foreach (var begin in sql.Split("insert into movements ").Skip(1))
        {
            var head = Head().Match(begin);
            var rows = head.Groups["move"].Success ? head.Groups["move"] : Rows().Match(begin).Groups["rows"];
            if (!head.Success || !rows.Success) return [];
            var unit = head.Groups["unit"].Value.Trim('\'');
            moves.AddRange(Move().Matches(rows.Value).Select(move => new LedgerMove(
                move.Groups[1].Value, move.Groups[2].Value, move.Groups[3].Value, unit == "@unit" ? null : unit)));
        }
        return moves;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"^\(shop_id, journal_id, event, from_account, to_account, unit, [^)]*\) "
            + @"select @shop, current_setting\('[^']*'\)::bigint, "
            + @"(?:(?<move>'\w+', '\w+', '\w+')|move\.event, move\.from_account, move\.to_account), "
            + @"(?<unit>@unit|'\w+'), ")]
    private static partial Regex Head();

    [GeneratedRegex(
        @"\(values (?<rows>\('\w+', '\w+', '\w+'[^()]*\)(?:, \('\w+', '\w+', '\w+'[^()]*\))*)\) "
            + @"as move\(event, from_account, to_account")]
    private static partial Regex Rows();

    [GeneratedRegex(@"'(\w+)', '(\w+)', '(\w+)'")]
    private static partial Regex Move();
}
