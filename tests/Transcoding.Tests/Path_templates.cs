using BudgetCoaching.Transcoding.Http;
using FsCheck;
using FsCheck.Fluent;

namespace BudgetCoaching.Transcoding.Tests;

public class Path_templates
{
    private static readonly string[] ColonWords = ["external"];
    private static readonly string[] Literals = ["v1", "shelves", "a-b_c.d~e"];

    [Theory]
    [InlineData("/v1/books", "/v1/books")]
    [InlineData("/v1/{name}", "/v1/*")]
    [InlineData("/v1/{name=shelves/*/books/*}", "/v1/shelves/*/books/*")]
    [InlineData("/v1/{a.b_c=x/**}", "/v1/x/**")]
    [InlineData("/v1/*/{b}/**", "/v1/*/*/**")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/*:remove")]
    [InlineData("/v1/books:watch", "/v1/books:watch")]
    public void A_template_keeps_its_shape_when_its_names_are_taken_away(string text, string shape) =>
        PathTemplate.Parse(text).Shape.Should().Be(shape);

    [Theory]
    [InlineData("", "Path template '': expected '/' at 0.")]
    [InlineData("v1", "Path template 'v1': expected '/' at 0.")]
    [InlineData("/", "Path template '/': expected a segment at 1.")]
    [InlineData("/v1/", "Path template '/v1/': expected a segment at 4.")]
    [InlineData("/v1//x", "Path template '/v1//x': expected a segment at 4.")]
    [InlineData("/v1/{}", "Path template '/v1/{}': expected a field's name at 5.")]
    [InlineData("/v1/{1a}", "Path template '/v1/{1a}': expected a field's name at 5.")]
    [InlineData("/v1/{a", "Path template '/v1/{a': expected '}' at 6.")]
    [InlineData("/v1/{a={b}}", "Path template '/v1/{a={b}}': expected a segment at 7.")]
    [InlineData("/v1/{a}b", "Path template '/v1/{a}b': expected nothing more at 7.")]
    [InlineData("/v1/a:", "Path template '/v1/a:': expected a verb at 6.")]
    [InlineData("/v1/a b", "Path template '/v1/a b': expected nothing more at 5.")]
    [InlineData("/v1/**/b", "Path template '/v1/**/b': '**' must be the last segment.")]
    [InlineData("/v1/{a}/{a}", "Path template '/v1/{a}/{a}': a variable is named twice.")]
    public void What_is_no_template_is_refused_with_the_place(string text, string message) =>
        FluentActions.Invoking(() => PathTemplate.Parse(text)).Should().Throw<FormatException>().WithMessage(message);

    [Theory]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/3", "shelves/3")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/external:2025-7", "shelves/external:2025-7")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/a:b:remove", "shelves/a:b")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/a%3Aremove:remove", "shelves/a:remove")]
    [InlineData("/v1/{name}", "/v1/a%2Fb%20c%C3%A8", "a/b cè")]
    [InlineData("/v1/{name}", "/v1/a%252Fb", "a%2Fb")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/a%2fb%20c", "shelves/a%2fb c")]
    [InlineData("/v1/{name=**}", "/v1", "")]
    [InlineData("/v1/{name=**}", "/v1/", "")]
    [InlineData("/v1/{name=**}", "/v1/a/b//c", "a/b//c")]
    [InlineData("/v1/{name=x/**}:y", "/v1/x/a/b:y", "x/a/b")]
    [InlineData("/v1/*/{name}", "/v1/a/b", "b")]
    public void A_path_that_fits_gives_the_variable_decoded(string template, string path, string value) =>
        PathTemplate.Parse(template).Match(path, ColonWords).Should().Equal(value);

    [Theory]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/3/")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/3/books")]
    [InlineData("/v1/{name=shelves/*}", "/V1/shelves/3")]
    [InlineData("/v1/{name=shelves/*}", "v1/shelves/3")]
    [InlineData("/v1/{name=shelves/*}", "")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/3")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/:remove")]
    [InlineData("/v1/{name=shelves/*}:remove", "/v1/shelves/3:Remove")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/3:remove")]
    [InlineData("/v1/{name=shelves/*}", "/v1/shelves/external:3:remove")]
    [InlineData("/v1/{name=x/**}", "/v1/xy")]
    public void A_path_that_does_not_fit_gives_nothing(string template, string path) =>
        PathTemplate.Parse(template).Match(path, ColonWords).Should().BeNull();

    [Fact]
    public void Every_value_comes_back_from_the_path_that_it_was_put_into() =>
        Prop.ForAll(
            Gen.Elements(Literals).ToArbitrary(),
            ArbMap.Default.ArbFor<NonEmptyString>(),
            ArbMap.Default.ArbFor<NonEmptyString>(),
            (literal, first, second) =>
            {
                var (one, two) = (WellFormed(first.Get), WellFormed(second.Get));
                var template = PathTemplate.Parse($"/{literal}/{{one}}/{{two}}:do");

                var found = template.Match($"/{literal}/{Uri.EscapeDataString(one)}/{Uri.EscapeDataString(two)}:do", ColonWords);

                return found is not null && found.SequenceEqual([one, two], StringComparer.Ordinal);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_does_anything_but_parse_or_be_refused() =>
        Prop.ForAll(
            Gen.Elements("/", "{", "}", "*", ":", "=", ".", "a", "b", "1").ListOf().ToArbitrary(),
            pieces =>
            {
                var text = string.Concat(pieces);
                try
                {
                    return PathTemplate.Parse(text).Text == text;
                }
                catch (FormatException refused)
                {
                    return refused.Message.StartsWith($"Path template '{text}':", StringComparison.Ordinal);
                }
            }).QuickCheckThrowOnFailure();

    /// <summary>Half a surrogate pair cannot be encoded at all.</summary>
    private static string WellFormed(string text) => new([.. text.Select(letter => char.IsSurrogate(letter) ? 'x' : letter)]);
}
